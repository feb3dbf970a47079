import { readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from 'playwright/test';

/** What all processes of the app hold together. */
export interface ProcessState {
  /** Bytes in memory, pages that several processes share counted for each. */
  readonly memory: number;
  readonly processes: number;
  /** Open files and the like, and threads; null where the system does not tell. */
  readonly handles: number | null;
  readonly threads: number | null;
}

/** Asks the running app and the system (Linux, proc(5)). */
export async function processState(app: ElectronApplication): Promise<ProcessState> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid, memory }) => ({ pid, memory: memory.workingSetSize })),
  );
  const memory = metrics.reduce((sum, each) => sum + each.memory * 1024, 0);
  const processes = metrics.length;
  if (process.platform !== 'linux') return { memory, processes, handles: null, threads: null };
  let handles = 0;
  let threads = 0;
  for (const { pid } of metrics) {
    try {
      handles += readdirSync(`/proc/${pid}/fd`).length;
      threads += Number(
        /^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
      );
    } catch {
      // It has ended meanwhile.
    }
  }
  return { memory, processes, handles, threads };
}

/** The least of some looks at the app over some seconds: what it holds once it has come to rest. */
export async function restingState(app: ElectronApplication): Promise<ProcessState> {
  let least = await processState(app);
  for (let look = 0; look < 8; look++) {
    await new Promise((resolve) => void setTimeout(resolve, 1000));
    const now = await processState(app);
    least = {
      memory: Math.min(least.memory, now.memory),
      processes: Math.min(least.processes, now.processes),
      handles: least.handles === null ? null : Math.min(least.handles, now.handles ?? 0),
      threads: least.threads === null ? null : Math.min(least.threads, now.threads ?? 0),
    };
  }
  return least;
}
