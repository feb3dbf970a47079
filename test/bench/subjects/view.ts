import { contend, figureLine } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { judgeFigures } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

/** What a window asks of an image of a million paths. */
export const view: Subject = async (bench) => {
  const title = 'a view of 1,000,000 paths';
  const [measured] = await contend([{ name: title, run: () => runProbe('view') }], bench.runs, {
    warmUp: false,
    onRound: rounds(bench, title),
  });
  if (measured === undefined) throw new Error('nothing was measured');
  const { nodes = 0, ...figures } = measured.figures;
  const verdict = judgeFigures(figures);
  return {
    subject: 'view',
    comparisons: [
      {
        title,
        against: [],
        measured: Object.keys(figures).map((name) => ({
          ...figureLine(measured, name, name),
          peakBytes: null,
        })),
      },
    ],
    notes: [`${nodes} nodes`],
    verdicts: [
      ...Object.keys(figures)
        .filter((name) => name.startsWith('60 rows'))
        .map((name) => verdict(name, 1, 5)),
      verdict('search, first letters', 10, 50),
      verdict('search, further letters', 10, 50),
      verdict('search over folders', 10, 50),
      verdict('change of two points', 40, 150),
    ],
  };
};
