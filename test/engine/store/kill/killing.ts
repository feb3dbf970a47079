import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { StoreTask } from './task.ts';

/** Bundles the program for plain Node and answers its path. */
export async function buildProgram(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '..', '..', '..', '..'),
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(import.meta.dirname, 'program.ts'),
      target: 'node20.18',
      minify: false,
      outDir: folder,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'program.mjs', codeSplitting: false },
      },
    },
  });
  return join(folder, 'program.mjs');
}

/** When to kill the process: at a step, or some milliseconds after it has begun. */
export type Moment =
  | { readonly kind: 'never' }
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'time'; readonly milliseconds: number };

export interface Ending {
  readonly killed: boolean;
  /** Steps that it took, when it came to the end. */
  readonly steps: number;
  /** Milliseconds from its beginning to its end. */
  readonly duration: number;
  readonly stderr: string;
}

/** Runs a task in a process of its own and kills it at the given moment. */
export function runAndKill(
  program: string,
  store: string,
  task: StoreTask,
  moment: Moment,
): Promise<Ending> {
  const at = moment.kind === 'step' ? { LAYERSCOPE_KILL_AT: String(moment.step) } : {};
  const child = spawn(process.execPath, [program, store, JSON.stringify(task)], {
    env: { ...process.env, ...at },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let began = 0;
  child.stdout.on('data', (text: Buffer) => {
    if (stdout === '') {
      began = performance.now();
      if (moment.kind === 'time') setTimeout(() => child.kill('SIGKILL'), moment.milliseconds);
    }
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      const steps = Number(stdout.split('\n')[1] ?? 0);
      const duration = performance.now() - began;
      settle({ killed: signal === 'SIGKILL', steps, duration, stderr });
    });
  });
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
