import { readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../fixtures/session.ts';
import { resultOf, startProgram } from './run-program.ts';
import type { ProgramResult } from './run-program.ts';

export interface MeasuredResult extends ProgramResult {
  readonly seconds: number;
  /** Most memory that the program had at any time, its threads among it. */
  readonly peakBytes: number;
}

/** Runs in the program: writes down its peak in KiB when it ends. */
const preload = `import { isMainThread } from 'node:worker_threads';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
function peak() {
  // On Linux a process inherits the peak that rusage tells from the one that started it.
  const status = '/proc/self/status';
  if (!existsSync(status)) return process.resourceUsage().maxRSS;
  return /VmHWM:\\s+(\\d+)/.exec(readFileSync(status, 'utf8'))[1];
}
if (isMainThread) process.on('exit', () =>
  writeFileSync(process.env.LAYERSCOPE_TEST_PEAK, String(peak())));`;

/** Runs the built program to its end under changed limits, and says what it took. */
export async function runMeasured(args: readonly string[], limits = ''): Promise<MeasuredResult> {
  const peak = path.join(temporaryFolder(), 'peak');
  const began = performance.now();
  const result = await resultOf(
    startProgram(args, {
      LAYERSCOPE_LIMITS: limits,
      LAYERSCOPE_TEST_PEAK: peak,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(preload)}`,
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return { ...result, seconds, peakBytes: Number(readFileSync(peak, 'utf8')) * 1024 };
}
