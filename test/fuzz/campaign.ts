import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FuzzReply } from './protocol.ts';

export interface CampaignOptions {
  /** The built or bundled worker. */
  readonly script: URL;
  readonly threads: number;
  /** Numbers of the inputs, from `first` on. */
  readonly first: number;
  readonly count: number;
  /** Real archives whose bytes are changed. */
  readonly seeds: readonly Uint8Array[];
  /** Where inputs are written for a moment. */
  readonly folder: string;
  /** A pipe in that folder; null where there is none. */
  readonly pipe: string | null;
  /** The one target that is examined; null for all of them in their shares. */
  readonly only: string | null;
  readonly onProgress?: (done: number) => void;
}

export interface Finding {
  readonly number: number;
  readonly fault: string;
}

export interface CampaignResult {
  readonly inputs: number;
  readonly bytes: number;
  /** How many inputs each target had. */
  readonly byTarget: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  /** Most bytes of array buffers that a thread held after an input. */
  readonly peakMemory: number;
}

/** Longer than the two seconds that an operation may take: the machine may be busy, and inputs are examined twice. */
const hangMilliseconds = 20_000;
const heapMegabytes = 512;
/** Milliseconds in which a thread that is ended must end. */
const endMilliseconds = 10_000;
/** Bytes of the whole process: what is read into buffers is not in a thread's heap. */
const mostMemory = 4 * 2 ** 30;

/** Ends the program at once, with the input that made it necessary: nothing can be told by its threads any more. */
function giveUp(input: number, fault: string | null): void {
  writeSync(1, `input ${input} ends the campaign: ${fault ?? 'its thread does not end'}\n`);
  // An exit would wait for the thread.
  process.kill(process.pid, 'SIGKILL');
}

/** Examines inputs on threads with bounded heaps; a thread that hangs or dies is a finding, and replaced. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const findings: Finding[] = [];
  const byTarget = new Map<string, number>();
  let next = options.first;
  let done = 0;
  let bytes = 0;
  let peakMemory = 0;
  const end = options.first + options.count;

  async function work(): Promise<void> {
    while (next < end) {
      await oneThread((number, fault) => findings.push({ number, fault }));
    }
  }

  /** Ends when there are no more inputs, or with the thread. */
  function oneThread(report: (number: number, fault: string) => void): Promise<void> {
    const { script, seeds, folder, pipe, only } = options;
    const worker = new Worker(script, {
      workerData: { seeds, folder, pipe, only },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    return new Promise((resolve) => {
      let current = -1;
      let watch: NodeJS.Timeout | undefined;
      const stop = (fault: string | null): void => {
        clearTimeout(watch);
        clearInterval(memoryWatch);
        if (fault !== null && current !== -1) report(current, fault);
        worker.removeAllListeners();
        // A thread that waits in a call of the system does not end, and what it takes meanwhile is taken from others.
        const end = setTimeout(() => giveUp(current, fault), endMilliseconds);
        void worker.terminate().then(() => {
          clearTimeout(end);
          resolve();
        });
      };
      const memoryWatch = setInterval(() => {
        if (process.memoryUsage().rss > mostMemory) giveUp(current, 'it takes all memory');
      }, 500);
      const goOn = (): void => {
        clearTimeout(watch);
        if (next >= end) return stop(null);
        current = next++;
        watch = setTimeout(() => stop('it hangs'), hangMilliseconds);
        worker.postMessage(current);
      };
      worker.on('message', (reply: FuzzReply) => {
        done++;
        byTarget.set(reply.target, (byTarget.get(reply.target) ?? 0) + 1);
        bytes += reply.bytes;
        peakMemory = Math.max(peakMemory, reply.memory);
        if (reply.fault !== null) report(reply.number, reply.fault);
        options.onProgress?.(done);
        goOn();
      });
      worker.on('error', (error) => stop(error.stack ?? error.message));
      worker.on('exit', (code) => stop(`the thread ended with ${code}`));
      goOn();
    });
  }

  await Promise.all(Array.from({ length: options.threads }, work));
  return {
    inputs: done,
    bytes,
    byTarget,
    findings: findings.toSorted((one, other) => one.number - other.number),
    peakMemory,
  };
}
