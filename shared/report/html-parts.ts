import { visibleLine } from '../format/visible.ts';
import type { Texts } from '../i18n/t.ts';

/** A piece of HTML in which everything that is not this program's own has been escaped. */
export interface Html {
  readonly markup: string;
}

/** What a piece is made from: text is escaped, pieces are taken as they are. */
export type HtmlValue = Html | string | number | readonly Html[];

/**
 * Makes a piece of HTML. Text that is put in is shown exactly as text, wherever it stands between tags or in a quoted
 * attribute, and everything unseen in it is made visible.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = parts.map((part, at) => {
    const value = values[at];
    return value === undefined ? part : `${part}${markupOf(value)}`;
  });
  return { markup: markup.join('') };
}

export const nothing: Html = { markup: '' };

/** A name, path or command of an archive. */
export function code(text: string): Html {
  return html`<code>${text}</code>`;
}

/** A sentence into which pieces are put at the places of its marks, as `marks` hands them out. */
export function sentence(write: (mark: (text: string) => string) => string): Html {
  const pieces: string[] = [];
  const text = write((each) => `\u0000${pieces.push(each) - 1}\u0000`);
  const parts = text.split('\u0000');
  // Every second part is the number of a piece.
  return html`${parts.map((part, at) => (at % 2 === 0 ? html`${part}` : code(pieces[Number(part)] ?? '')))}`;
}

export interface HtmlColumn {
  readonly title: string;
  /** `head`: names the row. `number`: stands to the right. */
  readonly kind: 'head' | 'text' | 'number';
  /** Where the cells say what they are: the title is for whoever cannot see them. */
  readonly quiet?: true;
}

/** A table with a title for whoever cannot see it. Each row is its cells, made of HTML already. */
export function* htmlTable(
  caption: string,
  columns: readonly HtmlColumn[],
  rows: Iterable<HtmlRow>,
): Generator<Html> {
  const titles = columns.map(({ title, kind, quiet }) => {
    const shown = quiet === true ? html`<span class="quiet">${title}</span>` : title;
    return html`<th scope="col" ${classOf(kind)}>${shown}</th>`;
  });
  // Where it is wider than the page it scrolls, which takes the focus for those without a mouse.
  yield html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${titles}
        </tr>
      </thead>
      <tbody>
   `;
  for (const { cells, mark } of rows) {
    if (mark === 'banner') {
      yield html`<tr class="banner">
        <td colspan="${columns.length}">${cells[0] ?? ''}</td>
      </tr> `;
      continue;
    }
    const filled = cells.map((cell, at) => cellOf(cell, columns[at]?.kind ?? 'text'));
    yield html`<tr${mark === undefined ? nothing : html` class="${mark}"`}>${filled}</tr>\n`;
  }
  yield html`</tbody></table></div>\n`;
}

export interface HtmlRow {
  readonly cells: readonly HtmlValue[];
  /** A class of the style sheet. `banner`: the first cell goes over the whole width. */
  readonly mark?: string;
}

/** What a cut list says of its rest; nothing when it is whole. */
export function restLine(count: number, { t }: Texts): Html {
  return count > 0 ? html`<p class="note">${t('report.more', { count })}</p> ` : nothing;
}

function cellOf(value: HtmlValue, kind: HtmlColumn['kind']): Html {
  if (kind === 'head') return html`<th scope="row">${value}</th>`;
  return html`<td${classOf(kind)}>${value}</td>`;
}

function classOf(kind: HtmlColumn['kind']): Html {
  return kind === 'number' ? html` class="number"` : nothing;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: HtmlValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return visibleLine(value).replace(/[&<>"']/g, (one) => references[one] ?? '');
  }
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}
