import { jsonText } from '../../shared/format/json-text.ts';
import type { Output } from './output.ts';

export { jsonText };

/** Writes an array with one element on a line, as they come: a tree of a million paths is never one text. */
export async function writeJsonArray(
  output: Output,
  values: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<void> {
  let before = '[\n';
  for await (const value of values) {
    await output.text(`${before}${jsonText(value)}`);
    before = ',\n';
  }
  await output.text(before === '[\n' ? '[]\n' : '\n]\n');
}
