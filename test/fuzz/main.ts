/** `npm run fuzz [-- --inputs N --first N --threads N --target NAME]`: see docs/reliability.md. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fixtureRows, fixturesFolder } from '../fixtures/locate.ts';
import { asPlainUser, canBePlainUser } from '../fixtures/plain-user.ts';
import { runCampaign } from './campaign.ts';
import type { CampaignResult } from './campaign.ts';
import { removeWhole } from './library/whole-folders.ts';
import { requireTarget, targetOf } from './targets.ts';

/** Larger ones would only make each input take longer. */
const longestSeed = 256 * 1024;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '10000' },
      first: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      target: { type: 'string' },
      findings: { type: 'string', default: 'fuzz-findings' },
    },
  });
  const only = values.target === undefined ? null : requireTarget(values.target).name;
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'layerscope-fuzz-'));
  chmodSync(folder, 0o777);
  const seeds = readSeeds();
  const pipe = makePipe(folder);
  const first = Number(values.first);
  const count = Number(values.inputs);
  console.log(`inputs ${first} to ${first + count - 1}, ${seeds.length} real archives`);
  const started = performance.now();
  const script = new URL('worker.js', import.meta.url);
  const threads = Number(values.threads);
  const campaign = { script, threads, first, count, seeds, folder, pipe, only, onProgress };
  try {
    // Files without rights are nothing to root.
    const result = await (canBePlainUser
      ? asPlainUser(() => runCampaign(campaign))
      : runCampaign(campaign));
    report(result, (performance.now() - started) / 1000);
    const kept = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), values.findings);
    for (const { number, fault } of result.findings) {
      mkdirSync(kept, { recursive: true });
      await targetOf(number, only).keep(number, { seeds, folder, pipe: null }, kept);
      console.log(`${number}: ${fault}`);
    }
    return result.findings.length === 0 ? 0 : 1;
  } finally {
    removeWhole(folder);
  }
}

function onProgress(done: number): void {
  if (done % 1000 === 0) process.stderr.write(`${done} done\n`);
}

function report(result: CampaignResult, seconds: number): void {
  const { inputs, bytes, byTarget, findings, peakMemory } = result;
  const shares = [...byTarget].toSorted(([a], [b]) => (a < b ? -1 : 1));
  console.log(
    `${inputs} inputs (${shares.map(([name, count]) => `${name} ${count}`).join(', ')}), ` +
      `${(bytes / 1e6).toFixed(0)} MB, ${seconds.toFixed(0)} s, ` +
      `at most ${(peakMemory / 1e6).toFixed(0)} MB of buffers, ${findings.length} findings`,
  );
}

/** Node makes none itself; links to this one stand in for others. */
function makePipe(folder: string): string | null {
  const pipe = path.join(folder, 'pipe');
  try {
    execFileSync('mkfifo', ['-m', '666', pipe], { stdio: 'ignore' });
    return pipe;
  } catch {
    return null;
  }
}

function readSeeds(): readonly Uint8Array[] {
  if (fixturesFolder === null) return [];
  const root = fixturesFolder;
  return fixtureRows()
    .map((row) => path.join(root, row.path))
    .filter((file) => statSync(file).isFile() && statSync(file).size <= longestSeed)
    .map((file) => new Uint8Array(readFileSync(file)));
}
