import { formatBytes } from '../format/bytes.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import type { DuplicateGroup } from '../model/duplicates.ts';
import type { LayerPackages, LayerPackageChange } from '../model/package-layers.ts';
import type { Review } from '../model/review.ts';
import { code, html, htmlTable, nothing, restLine, sentence } from './html-parts.ts';
import type { Html, HtmlRow } from './html-parts.ts';

const mostChanges = 1000;
const mostGroups = 200;
const mostCopies = 8;
const mostPlaces = 50;
const pathCharacters = 300;
const nameCharacters = 200;

const changeWords = {
  installed: { text: 'change.added', mark: 'added' },
  removed: { text: 'change.removed', mark: 'removed' },
  changed: { text: 'change.modified', mark: 'modified' },
} as const;

/** What each layer installed and removed, and what no package owns. */
export function* layerPackagesSection({ packages }: Review, texts: Texts): Generator<Html> {
  const { t, locale } = texts;
  const { layers, unread, owned, unowned, unownedPlaces } = packages;
  for (const { path, manager, reason } of unread) {
    const told = sentence((mark) =>
      t('report.image.unread', {
        path: mark(pathExcerpt(path, pathCharacters)),
        manager,
        reason: t(`report.unread.${reason}`),
      }),
    );
    yield html`<p class="note">${told}</p> `;
  }
  const changed = layers.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) yield html`<p class="note">${t('report.image.packages.none')}</p> `;
  for (const layer of changed) yield* layerPart(layer, texts);
  const size = (bytes: number): string => formatBytes(bytes, locale);
  const sums = { owned: size(owned.bytes), unowned: size(unowned.bytes) };
  yield html`<p class="note">${t('report.image.owned', sums)}</p> `;
  if (unownedPlaces.length === 0) return;
  yield html`<details><summary>${t('report.image.unowned')}</summary>`;
  yield* htmlTable(
    t('report.image.unowned'),
    [
      { title: t('report.folder'), kind: 'head' },
      { title: t('report.image.layer'), kind: 'number' },
      { title: t('report.image.files'), kind: 'number' },
      { title: t('report.size'), kind: 'number' },
    ],
    unownedPlaces.slice(0, mostPlaces).map(({ path, layer, files, bytes }) => ({
      cells: [
        code(`/${pathExcerpt(path, pathCharacters)}`),
        layer,
        texts.number(files),
        size(bytes),
      ],
    })),
  );
  yield restLine(unownedPlaces.length - mostPlaces, texts);
  yield html`</details>\n`;
}

function* layerPart(
  { layer, changes, installedBytes, removedBytes }: LayerPackages,
  texts: Texts,
): Generator<Html> {
  const { t, locale } = texts;
  const sums = [
    ...(installedBytes > 0 ? [`+${formatBytes(installedBytes, locale)}`] : []),
    ...(removedBytes > 0 ? [`−${formatBytes(removedBytes, locale)}`] : []),
  ].join(', ');
  const title = t('report.image.step', { layer: String(layer) });
  yield html`<details>
    <summary>
      ${title} · ${t('report.packages')}: ${texts.number(changes.length)}
      <span class="muted">${sums}</span>
    </summary>
   `;
  yield* htmlTable(
    title,
    [
      { title: t('report.status'), kind: 'text', quiet: true },
      { title: t('report.package'), kind: 'head' },
      { title: t('report.image.removed'), kind: 'text' },
      { title: t('report.image.installed'), kind: 'text' },
      { title: t('report.size'), kind: 'number' },
    ],
    changes.slice(0, mostChanges).map((each) => changeRow(each, texts)),
  );
  yield restLine(changes.length - mostChanges, texts);
  yield html`</details>\n`;
}

function changeRow({ change, before, after }: LayerPackageChange, { t, locale }: Texts): HtmlRow {
  const words = changeWords[change];
  const known = after ?? before;
  const version = (each: LayerPackageChange['after']): Html =>
    each === null ? nothing : code(excerpt(each.version, nameCharacters));
  return {
    mark: words.mark,
    cells: [
      html`<span class="chip">${t(words.text)}</span>`,
      html`${code(excerpt(known?.name ?? '', nameCharacters))}
        <span class="muted">${known?.manager ?? ''}</span>`,
      version(before),
      version(after),
      known === null || known.bytes === null ? '' : formatBytes(known.bytes, locale),
    ],
  };
}

/** The same content more than once, and what one copy would save. */
export function* duplicatesSection({ duplicates }: Review, texts: Texts): Generator<Html> {
  const { t, locale } = texts;
  const { groups, groupCount, savedBytes } = duplicates;
  if (groups.length === 0) {
    yield html`<p class="note">${t('report.image.duplicates.none')}</p> `;
    return;
  }
  yield html`<p class="muted">
    ${t('report.image.duplicates', { size: formatBytes(savedBytes, locale) })}
  </p> `;
  yield* htmlTable(
    t('review.duplicates'),
    [
      { title: t('report.path'), kind: 'head' },
      { title: t('report.image.copies'), kind: 'number' },
      { title: t('report.image.oneCopy'), kind: 'number' },
      { title: t('report.image.saved'), kind: 'number' },
    ],
    groups.slice(0, mostGroups).map((group) => ({
      cells: [
        copyLines(group, texts),
        texts.number(group.copyCount),
        formatBytes(group.bytes, locale),
        formatBytes(group.savedBytes, locale),
      ],
    })),
  );
  yield restLine(groupCount - Math.min(groups.length, mostGroups), texts);
}

function copyLines({ copies, copyCount }: DuplicateGroup, { t }: Texts): Html {
  const shown = copies.slice(0, mostCopies);
  const items = shown.map(
    ({ path, layer }) =>
      html`<li>
        ${code(`/${pathExcerpt(path, pathCharacters)}`)}
        <span class="muted">${t('report.image.step', { layer: String(layer) })}</span>
      </li>`,
  );
  const rest = copyCount - shown.length;
  const more =
    rest > 0 ? html`<li class="muted">${t('report.more', { count: rest })}</li>` : nothing;
  return html`<ul class="values">
    ${items}${more}
  </ul>`;
}
