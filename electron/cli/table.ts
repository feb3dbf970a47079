/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A cell's text, and the same with its colours, which take no room. */
export interface Cell {
  readonly text: string;
  readonly painted: string;
}

export function cell(text: string, painted = text): Cell {
  return { text, painted };
}

const gap = '  ';

/** Two columns each: East Asian wide characters (Unicode UAX #11) and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** None: marks on the character before. */
const mark = /\p{M}/u;

/** How many columns of a terminal a text takes. It must not hold control characters. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text, or its beginning and `…` when it takes more than `columns`. */
export function clip(text: string, columns: number): string {
  if (text.length <= columns && displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** The lines of a table, its titles first; columns as wide as their widest cell, the last one not filled up. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paintTitle: (text: string) => string,
): readonly string[] {
  const widths = columns.map(({ title }, at) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at]?.text ?? ''))),
  );
  const titles = columns.map(({ title }) => cell(title, paintTitle(title)));
  return [titles, ...rows].map((row) =>
    row
      .map((each, at) => padded(each, columns[at], widths[at] ?? 0, at === row.length - 1))
      .join(gap)
      .trimEnd(),
  );
}

/** Columns that all but the last column of a table and its gaps take. */
export function widthBeforeLast(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): number {
  return columns.slice(0, -1).reduce((sum, { title }, at) => {
    const widest = Math.max(0, ...rows.map((row) => displayWidth(row[at]?.text ?? '')));
    return sum + Math.max(displayWidth(title), widest) + gap.length;
  }, 0);
}

function padded(each: Cell, column: Column | undefined, width: number, isLast: boolean): string {
  const fill = ' '.repeat(Math.max(0, width - displayWidth(each.text)));
  if (column?.align === 'right') return `${fill}${each.painted}`;
  return isLast ? each.painted : `${each.painted}${fill}`;
}

function characterWidth(character: string): number {
  if (character < '\u0300') return 1;
  if (mark.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
