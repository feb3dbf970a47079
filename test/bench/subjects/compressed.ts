import { contend, type Contender } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runProgram, versionOf } from '../harness/process.ts';
import { line, ratio, type Report, type Verdict } from '../harness/report.ts';
import { availableParallelism } from 'node:os';
import { rounds, type Bench, type Subject } from './subject.ts';
import * as zlib from 'node:zlib';

const ours = 'complete trees, blob digests and diffIDs; process and all';

export const gzip: Subject = (bench) => compressed(bench, 'gzip', ['gzip', 'igzip']);

export const zstd: Subject = (bench) => compressed(bench, 'zstd', ['zstd']);

/** Compressed layers from path to complete trees, every byte decoded and hashed, beside decoding them and no more. */
async function compressed(
  bench: Bench,
  compression: 'gzip' | 'zstd',
  tools: readonly string[],
): Promise<Report> {
  const input = await bench.input();
  const variant = await input.compressed(compression);
  if (variant === null) {
    const notes = [`not measured: there is no ${compression} on this machine`];
    return { subject: compression, comparisons: [], verdicts: [], notes };
  }
  const there = tools.filter((tool) => versionOf(tool) !== null);
  const absent = tools.filter((tool) => !there.includes(tool));
  const ways: readonly Contender[] = [
    { name: ours, run: () => runProbe('open', variant.archive, 'trees', '0') },
    ...there.map((tool) => ({
      name: peerName(tool),
      run: () => runProgram(tool, ['-dc', ...variant.layers]),
    })),
  ];
  const title = `${compression} layers, in the page cache`;
  const measured = await contend(ways, bench.runs, { warmUp: true, onRound: rounds(bench, title) });
  const comparison = { title, measured, against: there.map(peerName) };
  const mine = line(comparison, ours);
  return {
    subject: compression,
    comparisons: [comparison],
    verdicts:
      compression === 'gzip'
        ? gzipVerdicts(
            ratio(comparison, ours, peerName('gzip')),
            ratio(comparison, ours, peerName('igzip')),
          )
        : [zstdVerdict(ratio(comparison, ours, peerName('zstd')))],
    notes: [
      `${(variant.bytes / 1e9).toFixed(2)} GB stored, ${mine?.figures['entries'] ?? 0} entries`,
      ...absent.map((tool) => `no ${tool} on this machine to compare with`),
    ],
  };
}

function peerName(tool: string): string {
  return `${tool} -dc of the layers`;
}

function gzipVerdicts(toGzip: number, toIgzip: number): readonly Verdict[] {
  const work = 'complete trees with digests';
  return [
    { work, measured: toGzip, target: 0.35, limit: 0.35, unit: '× gzip -dc' },
    {
      work,
      measured: toIgzip * availableParallelism(),
      target: 1.25,
      limit: null,
      unit: '× (igzip -dc / cores)',
    },
  ];
}

/** What may be reached depends on whether this runtime's zlib has zstd. */
function zstdVerdict(measured: number): Verdict {
  const native = 'createZstdDecompress' in zlib;
  return {
    work: `complete trees with digests, ${native ? 'zstd of the runtime' : 'fzstd'}`,
    measured,
    target: native ? 1 : 4,
    limit: 4,
    unit: '× zstd -dc',
  };
}
