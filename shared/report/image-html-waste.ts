import { formatBytes } from '../format/bytes.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import { visibleLine } from '../format/visible.ts';
import type { Texts } from '../i18n/t.ts';
import { shortDigest } from '../model/digest.ts';
import { platformText } from '../model/platform.ts';
import type { Review } from '../model/review.ts';
import { hiddenCauses } from '../model/waste.ts';
import type { HiddenGroup, Waste } from '../model/waste.ts';
import { percent } from './html-overview.ts';
import { fact } from './html-page.ts';
import { code, html, htmlTable, nothing, restLine } from './html-parts.ts';
import type { Html } from './html-parts.ts';
import { diveTexts } from './image-words.ts';

const mostGroups = 200;
const mostFiles = 300;
const mostLayers = 500;
const mostNames = 20;
const pathCharacters = 400;
const commandCharacters = 400;
const shortCommand = 100;

/** What the image is, and a meter of what it stores. */
export function* imageOverview({ source, image, waste }: Review, texts: Texts): Generator<Html> {
  const { t, locale, number } = texts;
  yield html`<section class="card" style="margin-top:32px">
    <p class="total">${formatBytes(waste.storedBytes, locale)}</p>
    ${meter(waste, texts)}
    <dl>
      ${image.references.slice(0, mostNames).map((name) => fact(t('report.reference'), code(visibleLine(name))))}
      ${source === '' ? nothing : fact(t('report.source'), code(source))}
      ${fact(t('report.platform'), html`${platformText(image.platform)}`)}
      ${image.id === null ? nothing : fact(t('report.id'), code(shortDigest(image.id)))}
      ${image.created === null ? nothing : fact(t('report.created'), html`${image.created}`)}
      ${fact(t('report.image.layersCount'), html`${number(image.layers.length)}`)}
    </dl>
  </section> `;
}

/** One bar of all stored bytes: what is visible, and what is hidden for each cause. */
function meter({ visibleBytes, storedBytes, byCause }: Waste, { t, locale }: Texts): Html {
  if (storedBytes === 0) return nothing;
  const parts = [
    { name: 'shown', title: t('report.image.visible'), bytes: visibleBytes },
    ...hiddenCauses.map((cause) => ({
      name: cause,
      title: t(`waste.cause.${cause}`),
      bytes: byCause[cause],
    })),
  ].filter(({ bytes }) => bytes > 0);
  return html`<div class="bar meter" aria-hidden="true">
      ${parts.map(({ name, bytes }) => html`<i class="${name}" style="width:${percent(bytes, storedBytes)}%"></i>`)}
    </div>
    <ul class="key">
      ${parts.map(({ name, title, bytes }) => html`<li><i class="${name}"></i>${title}: ${formatBytes(bytes, locale)}</li>`)}
    </ul>`;
}

/** Bytes that are stored and not seen: where, why, and what hides them. */
export function* hiddenSection(review: Review, texts: Texts): Generator<Html> {
  const { waste } = review;
  const { t } = texts;
  if (waste.unreadLayers.length > 0) {
    yield html`<p class="note">${t('waste.unread', { count: waste.unreadLayers.length })}</p> `;
  }
  if (waste.groups.length === 0) yield html`<p class="note">${t('waste.empty')}</p> `;
  else yield* groupsTable(review, texts);
  yield* filesTable(review, texts);
  yield html`<h3>${t('waste.dive')}</h3>
    <p class="muted">${t('waste.dive.text')}</p>
    <dl>${diveTexts(waste.dive, texts).map(([name, value]) => fact(name, html`${value}`))}</dl> `;
}

function* groupsTable(review: Review, texts: Texts): Generator<Html> {
  const { waste } = review;
  const { t, locale, number } = texts;
  const row = (group: HiddenGroup) => ({
    cells: [
      html`<span class="chip">${t(`waste.cause.${group.cause}`)}</span>`,
      html`${code(`/${pathExcerpt(group.path, pathCharacters)}`)}${stepsOf(group, review)}`,
      group.storedIn,
      group.hiddenIn,
      number(group.files),
      formatBytes(group.bytes, locale),
    ],
  });
  yield* htmlTable(
    t('review.waste'),
    [
      { title: t('report.image.cause'), kind: 'text' },
      { title: t('report.path'), kind: 'head' },
      { title: t('waste.stored'), kind: 'number' },
      { title: t('waste.hiding'), kind: 'number' },
      { title: t('report.image.files'), kind: 'number' },
      { title: t('report.size'), kind: 'number' },
    ],
    waste.groups.slice(0, mostGroups).map(row),
  );
  yield restLine(waste.groupCount - Math.min(waste.groups.length, mostGroups), texts);
}

function* filesTable({ hiddenFiles, waste }: Review, texts: Texts): Generator<Html> {
  const { t, locale } = texts;
  if (hiddenFiles.length === 0) return;
  const title = t('report.image.largest');
  yield html`<details><summary>${title}</summary>`;
  yield* htmlTable(
    title,
    [
      { title: t('report.path'), kind: 'head' },
      { title: t('report.image.cause'), kind: 'text' },
      { title: t('waste.stored'), kind: 'number' },
      { title: t('waste.hiding'), kind: 'number' },
      { title: t('report.size'), kind: 'number' },
    ],
    hiddenFiles.slice(0, mostFiles).map(({ path, cause, storedIn, hiddenIn, bytes }) => ({
      cells: [
        code(`/${pathExcerpt(path, pathCharacters)}`),
        t(`waste.cause.${cause}`),
        storedIn,
        hiddenIn,
        formatBytes(bytes, locale),
      ],
    })),
  );
  yield restLine(waste.files - Math.min(hiddenFiles.length, mostFiles), texts);
  yield html`</details>\n`;
}

/** The layers with what made them, what they store, and what of it is hidden. */
export function* imageLayersSection({ image, waste }: Review, texts: Texts): Generator<Html> {
  const { t, locale } = texts;
  yield* htmlTable(
    t('report.layers'),
    [
      { title: t('report.image.layer'), kind: 'number' },
      { title: t('report.command'), kind: 'head' },
      { title: t('report.image.stored'), kind: 'number' },
      { title: t('waste.column.hidden'), kind: 'number' },
    ],
    image.layers.slice(0, mostLayers).map(({ index, command }) => {
      const own = waste.layers[index];
      const isRead = own !== undefined && !waste.unreadLayers.includes(index);
      return {
        cells: [
          index,
          command === null ? t('layer.noCommand') : code(excerpt(command, commandCharacters)),
          isRead ? formatBytes(own.storedBytes, locale) : '?',
          isRead && own.hiddenBytes > 0
            ? html`<span class="grown">${formatBytes(own.hiddenBytes, locale)}</span>`
            : '',
        ],
      };
    }),
  );
  yield restLine(image.layers.length - mostLayers, texts);
}

/** The commands of both layers, the one that stores first. */
function stepsOf({ storedIn, hiddenIn }: HiddenGroup, { image }: Review): Html {
  const layers = storedIn === hiddenIn ? [storedIn] : [storedIn, hiddenIn];
  const told = layers.flatMap((layer) => {
    const command = image.layers.find(({ index }) => index === layer)?.command ?? null;
    return command === null
      ? []
      : [html`<br />${code(`${layer}  ${excerpt(command, shortCommand)}`)}`];
  });
  return html`<span class="muted">${told}</span>`;
}
