import { contend, figureLine, type Measured } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runProgram } from '../harness/process.ts';
import { line, ratio, type Comparison } from '../harness/report.ts';
import { comparedSize, prepareCompared } from '../input/compared-images.ts';
import type { ComparedInput, ImageName } from '../input/compared-images.ts';
import { rounds, settled, type Bench, type Subject } from './subject.ts';

const names = {
  diff: 'diff -rq of the unpacked trees',
  open: 'both images open in a running app',
  whole: 'from the path, process and all',
} as const;

/** `diff` ends with 1 where something differs. */
const diffCodes = [0, 1];

/** Two images of a million files held against each other, beside `diff -rq` on what they unpack to. */
export const compare: Subject = async (bench) => {
  const input = await prepareCompared(bench.say);
  const shared = await comparison(bench, input, 'shared', '9 of 10 layers shared');
  const rebuilt = await comparison(bench, input, 'rebuilt', 'no layer shared, every file touched');
  const verdict = (of: Comparison, target: number, limit: number) => ({
    work: `${of.title}, ${names.open}`,
    measured: ratio(of, names.open, names.diff),
    target,
    limit,
    unit: '× diff -rq',
  });
  return {
    subject: 'compare',
    comparisons: [shared, rebuilt],
    notes: [shared, rebuilt].map(noteOf),
    verdicts: [
      verdict(shared, 0.25, 0.5),
      verdict(rebuilt, 0.5, 1),
      ...[shared, rebuilt].map((of) => ({
        work: `memory of an open comparison, a path; ${of.title}`,
        measured: line(of, names.open)?.figures['held'] ?? Number.NaN,
        target: 130,
        limit: 200,
        unit: 'bytes',
      })),
    ],
  };
};

async function comparison(
  bench: Bench,
  { layout, trees }: ComparedInput,
  other: Exclude<ImageName, 'base'>,
  layers: string,
): Promise<Comparison> {
  const title = `${comparedSize.files.toLocaleString('en')} files on each side, ${layers}`;
  const probe = (settle: string) => runProbe('compare', layout, 'base', other, settle);
  const measured = await contend(
    [
      {
        name: names.diff,
        run: () =>
          runProgram('diff', ['-rq', '--no-dereference', trees.base, trees[other]], diffCodes),
      },
      { name: names.open, run: () => probe(settled) },
      { name: names.whole, run: () => probe('0') },
    ],
    bench.runs,
    { warmUp: false, onRound: rounds(bench, title) },
  );
  return { title, against: [names.diff], measured: measured.map(timedInside) };
}

/** What is open already is timed inside: the process and the reading are not part of the work. */
function timedInside(measured: Measured): Measured {
  if (measured.name !== names.open) return measured;
  return { ...figureLine(measured, 'paired', measured.name), figures: measured.figures };
}

function noteOf(of: Comparison): string {
  const figures = line(of, names.open)?.figures ?? {};
  const told = ['paths', 'modified', 'timeOnly', 'unchanged'];
  return `${of.title}: ${told.map((name) => `${figures[name] ?? 0} ${name}`).join(', ')}`;
}
