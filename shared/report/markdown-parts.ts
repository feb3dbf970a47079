import { visibleLine } from '../format/visible.ts';

/**
 * Text of an archive as code in Markdown. Nothing in it is read as markup, not even a name that would call a person: a
 * code span takes all characters as they are (CommonMark 6.1) but its own delimiter, and `|` where it stands in a table
 * (GFM 4.10). Text with one of those is written as HTML, every character of it that is not plain as a reference.
 */
export function markdownCode(text: string): string {
  const line = visibleLine(text);
  if (line !== '' && line.trim() === line && !/[`|\\]/.test(line)) return `\`${line}\``;
  const escaped = line.replace(/[^\p{L}\p{N}]/gu, (one) => `&#${one.codePointAt(0)};`);
  return `<code>${escaped}</code>`;
}

/** A table of GFM (4.10): its titles, the columns that stand to the right, and its rows, made of Markdown already. */
export function* markdownTable(
  titles: readonly string[],
  right: readonly boolean[],
  rows: Iterable<readonly string[]>,
): Generator<string> {
  yield tableRow(titles);
  yield tableRow(right.map((each) => (each ? '---:' : '---')));
  for (const row of rows) yield tableRow(row);
}

/** What can be opened. Markdown inside needs the empty lines. The summary is words of this program only. */
export function* markdownDetails(summary: string, inside: Iterable<string>): Generator<string> {
  yield `<details><summary>${summary}</summary>\n\n`;
  yield* inside;
  yield '\n</details>\n\n';
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
