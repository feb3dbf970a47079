import { contend, figureLine } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { ratio } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

/** The first 4 KiB of one file out of a large gzip layer whose index is at hand. */
export const read: Subject = async (bench) => {
  const { compressed } = await bench.input();
  const variant = await compressed('gzip');
  if (variant === null) throw new Error('gzip needs no tool');
  const title = '4 KiB out of a gzip layer';
  const [measured] = await contend(
    [{ name: title, run: () => runProbe('read', variant.archive) }],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, title) },
  );
  if (measured === undefined) throw new Error('nothing was measured');
  const names = {
    first: 'a file at the beginning',
    middle: 'a file in the middle',
    last: 'a file at the end',
    whole: 'inflating the layer',
  } as const;
  const comparison = {
    title,
    against: [names.whole],
    measured: Object.entries(names).map(([figure, name]) => figureLine(measured, figure, name)),
  };
  const megabytes = ((measured.figures['bytes'] ?? 0) / 1e6).toFixed(0);
  return {
    subject: 'read',
    comparisons: [comparison],
    notes: [`the layer unpacks to ${megabytes} MB`],
    verdicts: [names.first, names.middle, names.last].map((name) => ({
      work: name,
      measured: ratio(comparison, name, names.whole),
      target: 1 / 400,
      limit: 1 / 100,
      unit: '× inflating the layer',
    })),
  };
};
