import { dropPages } from '../harness/cold.ts';
import { contend, figureLine, type Contender, type Measured } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runProgram, runPrograms } from '../harness/process.ts';
import { line, ratio, type Comparison } from '../harness/report.ts';
import type { Input } from '../input/input.ts';
import { rounds, settled, type Bench, type Subject } from './subject.ts';

const names = {
  cat: 'cat to /dev/null',
  tar: 'GNU tar t, layers as files',
  tarStream: 'tar-stream, nested, 1 MiB reads',
  index: 'all layers listed, first open in a running app',
  trees: 'complete trees, first open in a running app',
  indexAlone: 'all layers listed, process and all',
  treesAlone: 'complete trees, process and all',
  namesTier: 'names, after the process has started',
  namesApp: 'names, in a running app',
  treesAgain: 'complete trees, second open in a running app',
} as const;

/** Plain layers from path to names, to all layers listed, and to complete trees. */
export const open: Subject = async (bench) => {
  const input = await bench.input();
  const cold = await coldRuns(bench, input);
  const warm = await compare(bench, 'plain layers, in the page cache', contenders(input), true);
  const comparisons = cold.comparison === null ? [warm] : [warm, cold.comparison];
  const entries = line(warm, names.trees)?.figures['entries'] ?? Number.NaN;
  const peers = line(warm, names.tarStream)?.figures['entries'] ?? Number.NaN;
  const treesInApp = ratio(warm, names.trees, names.cat);
  return {
    subject: 'open',
    comparisons,
    notes: [`${entries} entries by us, ${peers} by tar-stream`, ...cold.notes],
    verdicts: [
      verdict('all layers listed, warm, first open', ratio(warm, names.index, names.cat), 0.3, 0.6),
      verdict('complete trees, warm, first open', treesInApp, 0.6, 1.2),
      {
        work: 'complete trees, warm, first open',
        measured: ratio(warm, names.trees, names.tarStream),
        target: 0.25,
        limit: 0.25,
        unit: '× tar-stream',
      },
      ...(cold.comparison === null
        ? []
        : [
            verdict(
              'all layers listed, cold',
              ratio(cold.comparison, names.index, names.cat),
              0.3,
              0.5,
            ),
            verdict(
              'complete trees, cold',
              ratio(cold.comparison, names.trees, names.cat),
              0.3,
              0.5,
            ),
          ]),
      {
        work: 'names, after the process has started',
        measured: line(warm, names.namesTier)?.milliseconds ?? Number.NaN,
        target: 50,
        limit: 150,
        unit: 'ms',
      },
    ],
  };
};

function verdict(work: string, measured: number, target: number, limit: number) {
  return { work, measured, target, limit, unit: '× cat' };
}

function contenders({ plain }: Input): readonly Contender[] {
  return [
    { name: names.cat, run: () => runProgram('cat', [plain.archive]) },
    { name: names.index, run: () => runProbe('open', plain.archive, 'index', settled) },
    {
      name: names.tar,
      run: () => runPrograms(plain.layers.map((layer) => ['tar', 'tf', layer])),
    },
    { name: names.trees, run: () => runProbe('open', plain.archive, 'trees', settled) },
    { name: names.tarStream, run: () => runProbe('tarStream', plain.archive) },
    { name: names.treesAlone, run: () => runProbe('open', plain.archive, 'trees', '0') },
    { name: names.indexAlone, run: () => runProbe('open', plain.archive, 'index', '0') },
  ];
}

async function compare(
  bench: Bench,
  title: string,
  ways: readonly Contender[],
  warmUp: boolean,
): Promise<Comparison> {
  const measured = await contend(ways, bench.runs, { warmUp, onRound: rounds(bench, title) });
  return {
    title,
    against: [names.cat, names.tar, names.tarStream],
    measured: measured.flatMap(lines),
  };
}

/** A probe in a running app is timed inside: its process, and the wait for its threads, are not part of the work. */
function lines(measured: Measured): readonly Measured[] {
  switch (measured.name) {
    case names.index:
      return [figureLine(measured, 'names', names.namesApp), inside(measured)];
    case names.trees:
      return [inside(measured), figureLine(measured, 'again', names.treesAgain)];
    case names.treesAlone:
      return [figureLine(measured, 'names', names.namesTier), measured];
    default:
      return [measured];
  }
}

function inside(measured: Measured): Measured {
  return { ...figureLine(measured, 'whole', measured.name), figures: measured.figures };
}

async function coldRuns(
  bench: Bench,
  input: Input,
): Promise<{ comparison: Comparison | null; notes: readonly string[] }> {
  const files = [input.plain.archive, ...input.plain.layers];
  const reason = dropPages(files);
  if (reason !== null) return { comparison: null, notes: [`not measured cold: ${reason}`] };
  const ways = contenders(input).map((way) => ({
    ...way,
    prepare: async (): Promise<void> => void dropPages(files),
  }));
  const title = 'plain layers, pages dropped before each run';
  const comparison = await compare(bench, title, ways, false);
  // The second open of one process is warm whatever was dropped before the first.
  const measured = comparison.measured.filter(({ name }) => name !== names.treesAgain);
  return { comparison: { ...comparison, measured }, notes: [] };
}
