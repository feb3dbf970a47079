import { amountText } from '../format/amount.ts';
import { formatBytes } from '../format/bytes.ts';
import { visibleLine } from '../format/visible.ts';
import type { Texts } from '../i18n/t.ts';
import type { ComparedImage, Comparison, LayerShare } from '../model/comparison.ts';
import { shortDigest } from '../model/digest.ts';
import { platformText } from '../model/platform.ts';
import { fact } from './html-page.ts';
import { code, html, htmlTable, nothing } from './html-parts.ts';
import type { Html } from './html-parts.ts';
import { imageTitle, pointText } from './image-title.ts';
import { sizeRows } from './size-rows.ts';

/** Both images side by side, what they share, and their sizes. */
export function* overviewSection(comparison: Comparison, texts: Texts): Generator<Html> {
  const { a, b } = comparison;
  const { t } = texts;
  yield html`<div class="sides">${sideCard('a', a, texts)}${sideCard('b', b, texts)}</div> `;
  yield sharing(comparison, texts);
  yield* htmlTable(
    t('report.size'),
    [
      { title: t('report.measure'), kind: 'head', quiet: true },
      { title: 'A', kind: 'number' },
      { title: 'B', kind: 'number' },
      { title: t('report.difference'), kind: 'number' },
    ],
    sizeRows(comparison, texts).map((row) => ({
      cells: [row.label, row.a, row.b, differenceText(row.difference, row.direction)],
    })),
  );
}

/** A difference in the colour of what it means: larger is worse. */
export function differenceText(text: string, direction: number): Html {
  if (direction === 0) return html`${text}`;
  return html`<span class="${direction > 0 ? 'grown' : 'shrunk'}">${text}</span>`;
}

function sideCard(side: 'a' | 'b', image: ComparedImage, texts: Texts): Html {
  const { t, locale } = texts;
  const { references, source, platform, id, created } = image;
  const point = pointText(image, t);
  const names = references.slice(1);
  return html`<section class="card side ${side}">
    <p class="name">
      <span class="letter">${side.toUpperCase()}</span> ${code(imageTitle(image, t))}
    </p>
    <p class="total">${formatBytes(image.fileBytes, locale)}</p>
    <dl>
      ${names.map((name) => fact(t('report.reference'), code(visibleLine(name))))}
      ${source === '' ? nothing : fact(t('report.source'), code(source))}
      ${point === '' ? nothing : fact(t('report.point'), html`${point}`)}
      ${fact(t('report.platform'), html`${platformText(platform)}`)}
      ${id === null ? nothing : fact(t('report.id'), code(shortDigest(id)))}
      ${created === null ? nothing : fact(t('report.created'), html`${created}`)}
    </dl>
  </section>`;
}

/** Two bars in one measure: what both have, and what is only in one. */
function sharing({ shared, onlyA, onlyB }: Comparison, texts: Texts): Html {
  const { t } = texts;
  const [both, a, b] = [shared, onlyA, onlyB].map(({ bytes }) => bytes.unpacked.bytes);
  const whole = Math.max((both ?? 0) + (a ?? 0), (both ?? 0) + (b ?? 0));
  const part = (bytes: number | undefined, name: string): Html =>
    whole === 0
      ? nothing
      : html`<i class="${name}" style="width:${percent(bytes ?? 0, whole)}%"></i>`;
  const key = (name: string, title: string, share: LayerShare): Html => {
    const layers = t('layers.count', { count: share.layers });
    return html`<li>
      <i class="${name}"></i>${title}: ${layers}, ${amountText(share.bytes.unpacked, texts)}
    </li>`;
  };
  return html`<section class="card" style="margin-top:16px">
    <div class="bars" aria-hidden="true">
      <b>A</b>
      <div class="bar">${part(both, 'shared')}${part(a, 'a')}</div>
      <b>B</b>
      <div class="bar">${part(both, 'shared')}${part(b, 'b')}</div>
    </div>
    <ul class="key">
      ${key('shared', t('report.shared'), shared)}${key('a', t('report.onlyA'), onlyA)}${key('b', t('report.onlyB'), onlyB)}
    </ul>
  </section> `;
}

/** Hundredths of a whole, for the width of a bar. */
export function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(2);
}
