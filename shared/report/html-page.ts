import type { Texts } from '../i18n/t.ts';
import { html } from './html-parts.ts';
import type { Html } from './html-parts.ts';
import { htmlStyle } from './html-style.ts';

/** Nothing is loaded and nothing runs, whatever a name from an archive may have smuggled in. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A part of a page with a heading, reached from the list of contents. */
export interface HtmlSection {
  readonly anchor: string;
  readonly title: string;
  readonly parts: () => Iterable<Html>;
}

export interface HtmlPage {
  /** Of the window; not shown on the page. */
  readonly title: string;
  /** What kind of report this is. */
  readonly eyebrow: string;
  readonly heading: Html;
  /** The answer, in a sentence or two. */
  readonly lead: Html;
  readonly overview: () => Iterable<Html>;
  readonly sections: readonly HtmlSection[];
}

/** A whole HTML document that needs nothing beside it and has no script, in pieces. */
export function* htmlPage(page: HtmlPage, { t, language }: Texts): Generator<string> {
  yield '<!doctype html>\n';
  yield html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${page.title}</title>
      <style>
        ${{ markup: htmlStyle }}
      </style>
    </head>
    <body>
   `.markup;
  const links = page.sections.map(
    ({ anchor, title }) => html`<li><a href="#${anchor}">${title}</a></li>`,
  );
  yield html`<header>
    <p class="eyebrow">${page.eyebrow}</p>
    <h1>${page.heading}</h1>
    <p class="lead">${page.lead}</p>
    <nav aria-label="${t('report.contents')}">
      <ul>
        ${links}
      </ul>
    </nav>
  </header> `.markup;
  yield '<main>\n';
  for (const { markup } of page.overview()) yield `${markup}\n`;
  for (const { anchor, title, parts } of page.sections) {
    yield html`<section id="${anchor}"><h2>${title}</h2> `.markup;
    for (const { markup } of parts()) yield `${markup}\n`;
    yield '</section>\n';
  }
  yield html`</main><footer>${t('report.madeBy')}</footer></body></html>\n`.markup;
}

/** A name and its value in a list of facts. */
export function fact(name: string, value: Html): Html {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}
