import { jsonText } from '../format/json-text.ts';

/**
 * One JSON object in pieces: one key on a line, of a list one element on a line. A value may be any iterable of
 * elements, which is asked for them when their turn comes.
 */
export function* jsonObject(record: Readonly<Record<string, unknown>>): Generator<string> {
  yield '{';
  let before = '\n';
  for (const [key, value] of Object.entries(record)) {
    yield `${before}${jsonText(key)}: `;
    if (isList(value)) yield* listText(value);
    else yield jsonText(value);
    before = ',\n';
  }
  yield '\n}\n';
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function* listText(values: Iterable<unknown>): Generator<string> {
  let before = '[\n  ';
  for (const value of values) {
    yield `${before}${jsonText(value)}`;
    before = ',\n  ';
  }
  yield before === '[\n  ' ? '[]' : '\n]';
}
