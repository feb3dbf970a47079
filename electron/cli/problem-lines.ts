import type { Image } from '../../shared/model/image.ts';
import type { Problem, ProblemPlace, Severity } from '../../shared/model/problem.ts';
import { problemMessage } from '../../shared/format/problem-message.ts';
import { imageLabel } from './choose-image.ts';
import type { Paint, Style } from './style.ts';
import { english, oneLine } from './text.ts';

/** A problem as JSON, with its words. */
export interface ProblemRecord extends Problem {
  readonly message: string;
}

const order: readonly Severity[] = ['error', 'warning', 'note'];
const paints: Readonly<Record<Severity, Paint>> = { error: 'red', warning: 'yellow', note: 'blue' };

/** Problems of one code that are listed for people. */
const mostAlike = 5;

export function problemRecord(problem: Problem): ProblemRecord {
  const { code, severity, where, values } = problem;
  return { code, severity, where, values, message: problemText(problem) };
}

export function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** One line for each problem, the severe ones first; of many alike the first few. */
export function problemLines(
  problems: readonly Problem[],
  images: readonly Image[],
  style: Style,
): readonly string[] {
  const labels = new Map(images.map((image) => [image.key, imageName(image)]));
  const several = images.length > 1;
  return [...groupAlike(problems).values()]
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((group) => {
      const shown = group
        .slice(0, mostAlike)
        .map((problem) => problemLine(problem, style, several ? labels : null));
      const rest = group.length - mostAlike;
      return rest > 0 ? [...shown, style('dim', `         and ${rest} more like this`)] : shown;
    });
}

/** One problem on one line. An image is named only where `labels` has one for it. */
export function problemLine(
  problem: Problem,
  style: Style,
  labels: ReadonlyMap<string, string> | null = null,
): string {
  const { severity, where, values } = problem;
  const place = placeText(where, labels);
  const mark = style(paints[severity], severity.padEnd(7));
  return `${mark}  ${place === '' ? '' : `${place}: `}${problemText(problem)}${valuesText(values)}`;
}

function groupAlike(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return groups;
}

function rank(group: readonly Problem[]): number {
  const [first] = group;
  return first === undefined ? order.length : order.indexOf(first.severity);
}

/** The words of a problem. */
export function problemText(problem: Problem): string {
  return problemMessage(problem, english().t);
}

/** `app:1, layer 2, etc/passwd`. The image is named only where there are several. */
function placeText(where: ProblemPlace, labels: ReadonlyMap<string, string> | null): string {
  const image = where.image === undefined ? null : (labels?.get(where.image) ?? null);
  const parts = [
    image,
    where.layer === undefined ? null : `layer ${where.layer}`,
    where.path ?? where.member ?? null,
  ];
  return oneLine(parts.filter((part) => part !== null && part !== '').join(', '));
}

function valuesText(values: Problem['values']): string {
  const parts = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? '' : ` (${oneLine(parts.join(', '))})`;
}

function imageName(image: Image): string {
  return image.references[0] ?? imageLabel(image);
}
