import { contend, figureLine } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { rounds, type Subject } from './subject.ts';

/** The union tree of many layers, and what an open image holds in memory. */
export const tree: Subject = async (bench) => {
  const { plain } = await bench.input();
  const ways = [
    { name: 'tree', run: () => runProbe('tree') },
    { name: 'memory', run: () => runProbe('memory', plain.archive) },
  ];
  const title = 'stacking layers';
  const [stacked, held] = await contend(ways, bench.runs, {
    warmUp: false,
    onRound: rounds(bench, title),
  });
  if (stacked === undefined || held === undefined) throw new Error('nothing was measured');
  const names = {
    plain: '50,000 entries, one layer of as many files',
    single: '1,500,000 entries, one layer of as many files',
    other: '1,500,000 entries, 30 layers × 50,000 other files',
    same: '1,500,000 entries, 30 layers × the same 50,000 files',
    whiteouts: '10,000 entries, whiteouts over 200,000 files',
  };
  const entries = { plain: 5e4, single: 1.5e6, other: 1.5e6, same: 1.5e6, whiteouts: 1e4 };
  const per = stacked.figures;
  const lineOf = (figure: keyof typeof names) => {
    const one = figureLine(stacked, figure, names[figure]);
    return { ...one, peakBytes: null, milliseconds: (one.milliseconds * entries[figure]) / 1e6 };
  };
  const perEntry = (figure: keyof typeof names) => ({
    work: `${names[figure]}, each entry`,
    measured: (per[figure] ?? Number.NaN) / (per['plain'] ?? Number.NaN),
    target: 1.5,
    limit: 3,
    unit: '× an entry of 50,000 in one layer',
  });
  const { besides = Number.NaN, held: all = 0, paths = 0, names: own = 0 } = held.figures;
  return {
    subject: 'tree',
    comparisons: [
      {
        title,
        against: [names.single],
        measured: [
          lineOf('plain'),
          lineOf('single'),
          lineOf('other'),
          lineOf('same'),
          lineOf('whiteouts'),
        ],
      },
    ],
    notes: [
      `nanoseconds an entry: ${Object.entries(per)
        .map(([figure, value]) => `${figure} ${value.toFixed(0)}`)
        .join(', ')}`,
      `bytes an entry with ${held.figures['entries'] ?? 0} entries open: ${all.toFixed(0)} in all, of them ` +
        `${paths.toFixed(0)} paths and link texts of the layers, ${own.toFixed(0)} names of the tree`,
    ],
    verdicts: [
      perEntry('single'),
      perEntry('other'),
      perEntry('same'),
      perEntry('whiteouts'),
      {
        work: 'memory of an open image, an entry, besides names',
        measured: besides,
        target: 64,
        limit: 120,
        unit: 'bytes',
      },
    ],
  };
};
