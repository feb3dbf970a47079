import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Sample } from './measure.ts';

/** How often a running program is asked for its memory, in milliseconds. */
const askEvery = 10;

/** Runs a program to its end, its output thrown away. Throws when it ends with a code that says that it failed. */
export async function runProgram(
  program: string,
  args: readonly string[],
  fine: readonly number[] = [0],
): Promise<Sample> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  let peakBytes: number | null = null;
  const ask = (): void => {
    peakBytes = (child.pid === undefined ? null : peakOf(String(child.pid))) ?? peakBytes;
  };
  ask();
  const timer = setInterval(ask, askEvery);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => clearInterval(timer));
  const milliseconds = performance.now() - start;
  if (code === null || !fine.includes(code)) {
    throw new Error(`${program} ${args[0] ?? ''} … ended with ${code}: ${errors}`);
  }
  return { milliseconds, peakBytes, figures: {} };
}

/** Runs programs one after another as one piece of work: the times add up, the largest peak counts. */
export async function runPrograms(
  calls: readonly (readonly [program: string, ...args: string[]])[],
): Promise<Sample> {
  let milliseconds = 0;
  let peakBytes: number | null = null;
  for (const [program, ...args] of calls) {
    const sample = await runProgram(program, args);
    milliseconds += sample.milliseconds;
    if (sample.peakBytes !== null) peakBytes = Math.max(peakBytes ?? 0, sample.peakBytes);
  }
  return { milliseconds, peakBytes, figures: {} };
}

/**
 * Most memory that a process held at a time. Linux tells it as VmHWM; the maximum of getrusage would count what the
 * parent held when it forked.
 */
export function peakOf(pid: string): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/** The first line that `program --version` prints, or null when there is no such program. */
export function versionOf(program: string): string | null {
  const { error, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return null;
  return `${stdout}${stderr}`.trim().split('\n')[0] ?? '';
}
