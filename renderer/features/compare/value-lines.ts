import type { ConfigDifference, ConfigValue } from '../../../shared/model/comparison.ts';
import { commandLine } from '../config/command-line.ts';
import { environmentVariable } from '../config/environment.ts';
import { commonParts, wordDifference } from './word-difference.ts';
import type { TextPiece } from './word-difference.ts';

/** One line of a value, in pieces that the other side has and pieces that it lacks. */
export interface ValueLine {
  readonly pieces: readonly TextPiece[];
  /** True for a line that the other side lacks as a whole. */
  readonly lacking: boolean;
}

/** Both values in lines; null for a side without one. */
export interface ValueLines {
  readonly a: readonly ValueLine[] | null;
  readonly b: readonly ValueLine[] | null;
}

/** Keys whose lists are the words of one command. */
const commandKeys: readonly string[] = ['Entrypoint', 'Cmd', 'Shell', 'Healthcheck.Test'];

const durationKeys: readonly string[] = [
  'Healthcheck.Interval',
  'Healthcheck.Timeout',
  'Healthcheck.StartPeriod',
  'Healthcheck.StartInterval',
];

/**
 * The values of a key for reading: commands as a shell would be given them, lists and search paths one part to a line.
 * Where each side has one line, its words are compared; else whole lines are.
 */
export function valueLines({ key, a, b }: Pick<ConfigDifference, 'key' | 'a' | 'b'>): ValueLines {
  const linesA = linesOf(key, a);
  const linesB = linesOf(key, b);
  if (linesA === null || linesB === null) {
    return { a: linesA?.map(plainLine) ?? null, b: linesB?.map(plainLine) ?? null };
  }
  const [firstA = '', ...moreA] = linesA;
  const [firstB = '', ...moreB] = linesB;
  if (moreA.length === 0 && moreB.length === 0) {
    const [piecesA, piecesB] = wordDifference(firstA, firstB);
    return {
      a: [{ pieces: piecesA, lacking: false }],
      b: [{ pieces: piecesB, lacking: false }],
    };
  }
  const common = commonParts(linesA, linesB);
  return {
    a: linesA.map((text, place) => wholeLine(text, !common.a.has(place))),
    b: linesB.map((text, place) => wholeLine(text, !common.b.has(place))),
  };
}

function linesOf(key: string, value: ConfigValue): readonly string[] | null {
  if (value === null) return null;
  if (durationKeys.includes(key)) return [durationText(value)];
  if (typeof value !== 'string') return commandKeys.includes(key) ? [commandLine(value)] : value;
  return environmentVariable(`${key}=${value}`).parts ?? value.split('\n');
}

/** Nanoseconds in seconds (OCI image-spec, config.md, Healthcheck, as Docker writes it); other values as they are. */
function durationText(value: string | readonly string[]): string {
  const nanoseconds = Number(value);
  return Number.isFinite(nanoseconds) ? `${nanoseconds / 1e9} s` : String(value);
}

function plainLine(text: string): ValueLine {
  return wholeLine(text, false);
}

function wholeLine(text: string, lacking: boolean): ValueLine {
  return { pieces: [{ text, differs: lacking }], lacking };
}
