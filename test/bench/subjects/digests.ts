import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { contend, figureLine } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { line, ratio } from '../harness/report.ts';
import { rounds, settled, type Subject } from './subject.ts';

/** Every digest of the archive recomputed, beside hashing the same bytes and nothing else. */
export const prove: Subject = async (bench) => {
  const { plain } = await bench.input();
  const title = 'every digest recomputed';
  const names = { ours: 'digests, diffIDs and file hashes', alone: 'sha256 alone on all cores' };
  const measured = await contend(
    [
      { name: names.ours, run: () => runProbe('prove', plain.archive) },
      { name: names.alone, run: () => runProbe('sha256', ...plain.layers) },
    ],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, title) },
  );
  const comparison = { title, measured, against: [names.alone] };
  const { checks = 0, wrong = 0 } = line(comparison, names.ours)?.figures ?? {};
  return {
    subject: 'prove',
    comparisons: [comparison],
    notes: [`${checks} digests checked, ${wrong} of them not as stated`],
    verdicts: [
      {
        work: 'every digest recomputed',
        measured: ratio(comparison, names.ours, names.alone),
        target: 1.1,
        limit: 1.4,
        unit: '× sha256 alone',
      },
    ],
  };
};

/** An archive whose layers are known, from the saved indexes, beside listing and stacking it. */
export const reopen: Subject = async (bench) => {
  const { plain, folder, compressed } = await bench.input();
  const cacheDir = path.join(folder, 'index-cache');
  rmSync(cacheDir, { recursive: true, force: true });
  mkdirSync(cacheDir, { recursive: true });
  const title = 'reopening in a running app';
  const names = {
    fresh: 'listed and stacked, plain layers',
    indexes: 'all layers from saved indexes, plain layers',
    trees: 'complete trees from saved indexes, plain layers',
    gzipFresh: 'inflated, listed and stacked, gzip layers',
    gzipTrees: 'complete trees from saved indexes, gzip layers',
  };
  const gzipped = await compressed('gzip');
  bench.say('saving the indexes');
  for (const archive of [plain.archive, gzipped?.archive]) {
    if (archive !== undefined && existsSync(archive)) await runProbe('prove', archive, cacheDir);
  }
  const measured = await contend(
    [
      { name: names.fresh, run: () => runProbe('open', plain.archive, 'trees', settled) },
      {
        name: names.indexes,
        run: () => runProbe('open', plain.archive, 'index', settled, cacheDir),
      },
      { name: names.trees, run: () => runProbe('open', plain.archive, 'trees', settled, cacheDir) },
      ...(gzipped === null
        ? []
        : [
            {
              name: names.gzipFresh,
              run: () => runProbe('open', gzipped.archive, 'trees', settled),
            },
            {
              name: names.gzipTrees,
              run: () => runProbe('open', gzipped.archive, 'trees', settled, cacheDir),
            },
          ]),
    ],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, title) },
  );
  const comparison = {
    title,
    against: [names.fresh, names.gzipFresh],
    measured: measured.map((each) => figureLine(each, 'whole', each.name)),
  };
  const verdict = (work: string, name: string, peer: string) => ({
    work,
    measured: ratio(comparison, name, peer),
    target: 1 / 50,
    limit: 1 / 20,
    unit: '× listed and stacked',
  });
  return {
    subject: 'reopen',
    comparisons: [comparison],
    notes: [],
    verdicts: [
      verdict('all layers from saved indexes, plain', names.indexes, names.fresh),
      verdict('complete trees from saved indexes, plain', names.trees, names.fresh),
      verdict('complete trees from saved indexes, gzip', names.gzipTrees, names.gzipFresh),
    ],
  };
};
