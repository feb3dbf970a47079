/** `npm run fuzz [-- --inputs N --first N --threads N]`: see docs/reliability.md. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fixtureRows, fixturesFolder } from '../fixtures/locate.ts';
import { runCampaign } from './campaign.ts';
import { makeInput } from './make-input.ts';

/** Larger ones would only make each input take longer. */
const longestSeed = 256 * 1024;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '10000' },
      first: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      findings: { type: 'string', default: 'fuzz-findings' },
    },
  });
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'layerscope-fuzz-'));
  const seeds = readSeeds();
  const started = performance.now();
  const first = Number(values.first);
  console.log(
    `inputs ${first} to ${first + Number(values.inputs) - 1}, ${seeds.length} real archives`,
  );
  try {
    const result = await runCampaign({
      script: new URL('worker.js', import.meta.url),
      threads: Number(values.threads),
      first,
      count: Number(values.inputs),
      seeds,
      folder,
      onProgress: (done) => {
        if (done % 1000 === 0) process.stderr.write(`${done} done\n`);
      },
    });
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${result.inputs} inputs, ${(result.bytes / 1e6).toFixed(0)} MB, ${seconds.toFixed(0)} s, ` +
        `at most ${(result.peakMemory / 1e6).toFixed(0)} MB of buffers, ${result.findings.length} findings`,
    );
    const kept = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), values.findings);
    for (const { number, fault } of result.findings) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(path.join(kept, `${number}.tar`), await makeInput(number, seeds));
      console.log(`${number}: ${fault}`);
    }
    return result.findings.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
