import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Sample } from './measure.ts';
import { peakOf } from './process.ts';

/** A piece of our own work that runs in a process of its own; what it answers are times and counts by name. */
export type Probe = (...args: readonly string[]) => Promise<Readonly<Record<string, number>>>;

/** The switch by which the benchmark starts itself to run one probe. */
export const probeSwitch = '--probe';

/** Runs a probe in a fresh process: the time is that of the whole process, start and end included. */
export async function runProbe(name: string, ...args: readonly string[]): Promise<Sample> {
  const start = performance.now();
  const script = fileURLToPath(import.meta.url);
  const options = ['--expose-gc', '--max-old-space-size=8192', script, probeSwitch, name, ...args];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const milliseconds = performance.now() - start;
  if (code !== 0) throw new Error(`probe ${name} ended with ${code}`);
  const answer: unknown = JSON.parse(output);
  if (!isAnswer(answer)) throw new Error(`probe ${name} answered ${output}`);
  return { milliseconds, ...answer };
}

/** The other side: runs the probe in this process and prints its answer. */
export async function answerProbe(probe: Probe, args: readonly string[]): Promise<void> {
  const figures = await probe(...args);
  process.stdout.write(JSON.stringify({ figures, peakBytes: peakOf('self') }));
}

function isAnswer(value: unknown): value is Omit<Sample, 'milliseconds'> {
  return typeof value === 'object' && value !== null && 'figures' in value && 'peakBytes' in value;
}
