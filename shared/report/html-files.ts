import { formatBytes } from '../format/bytes.ts';
import { formatBytesDifference } from '../format/difference.ts';
import { pathExcerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import type { ChangedPath } from '../model/changed-path.ts';
import type { Comparison } from '../model/comparison.ts';
import { changeDetails } from './change-texts.ts';
import { differenceText, percent } from './html-overview.ts';
import { code, html, htmlTable, nothing, restLine, sentence } from './html-parts.ts';
import type { Html, HtmlColumn } from './html-parts.ts';
import type { FolderGrowth, PathSummary, SummaryLimits } from './path-summary.ts';

/** What a browser shows at once without effort. */
export const htmlLimits: SummaryLimits = { paths: 2000, largest: 12, folders: 12 };
const pathCharacters = 1000;
/** In the order in which they are shown. */
const listedChanges = ['added', 'removed', 'modified', 'moved'] as const;

/** How the files differ: how many, where it grew, which grew most, and the paths by kind of change. */
export function* filesSection(
  { files }: Comparison,
  summary: PathSummary,
  texts: Texts,
): Generator<Html> {
  const { t } = texts;
  const counts = listedChanges.filter((change) => summary.kinds[change].total > 0);
  if (counts.length === 0) yield html`<p class="note">${t('report.files.none')}</p> `;
  else
    yield html`<ul class="chips">
      ${counts.map((change) => countChip(change, summary, t))}
    </ul> `;
  if (files.timeOnly > 0) {
    yield html`<p class="note">${t('report.timeOnly', { count: files.timeOnly })}</p> `;
  }
  yield* foldersPart(summary.folders, texts);
  yield* largestPart(t('report.grown'), summary.grown, texts);
  yield* largestPart(t('report.shrunk'), summary.shrunk, texts);
  if (counts.length > 0) yield html`<h3>${t('report.changes')}</h3> `;
  for (const change of counts) yield* kindPart(change, summary, texts);
}

function countChip(change: ChangedPath['change'], { kinds }: PathSummary, t: Texts['t']): Html {
  const text = t(`report.count.${change}`, { count: kinds[change].total });
  return html`<li class="chip ${change}">${text}</li>`;
}

function* foldersPart(folders: readonly FolderGrowth[], texts: Texts): Generator<Html> {
  const { t, locale } = texts;
  if (folders.length === 0) return;
  const widest = Math.max(...folders.map(({ grown, shrunk }) => Math.max(grown, shrunk)));
  const rows = folders.map(({ path, grown, shrunk }) => ({
    cells: [
      path === '' ? t('report.folder.root') : code(`/${pathExcerpt(path, pathCharacters)}`),
      html`<div class="growth" aria-hidden="true">
        <span>${growthBar('minus', shrunk, widest)}</span
        ><span>${growthBar('plus', grown, widest)}</span>
      </div>`,
      shrunk === 0 ? '' : differenceText(formatBytesDifference(-shrunk, locale), -1),
      grown === 0 ? '' : differenceText(formatBytesDifference(grown, locale), 1),
    ],
  }));
  yield html`<h3>${t('report.folders')}</h3> `;
  yield* htmlTable(
    t('report.folders'),
    [
      { title: t('report.folder'), kind: 'head' },
      { title: t('report.difference'), kind: 'text', quiet: true },
      { title: '−', kind: 'number' },
      { title: '+', kind: 'number' },
    ],
    rows,
  );
}

function growthBar(name: 'plus' | 'minus', bytes: number, widest: number): Html {
  return bytes === 0
    ? nothing
    : html`<i class="${name}" style="width:${percent(bytes, widest)}%"></i>`;
}

function* largestPart(title: string, paths: readonly ChangedPath[], texts: Texts): Generator<Html> {
  if (paths.length === 0) return;
  yield html`<h3>${title}</h3> `;
  yield* htmlTable(
    title,
    pathColumns(texts),
    paths.map((each) => pathRow(each, texts)),
  );
}

function* kindPart(
  change: ChangedPath['change'],
  { kinds }: PathSummary,
  texts: Texts,
): Generator<Html> {
  const { shown, total } = kinds[change];
  const title = texts.t(`report.count.${change}`, { count: total });
  yield html`<details><summary>${title}</summary>`;
  yield* htmlTable(
    title,
    pathColumns(texts),
    shown.map((each) => pathRow(each, texts)),
  );
  yield restLine(total - shown.length, texts);
  yield html`</details>\n`;
}

function pathColumns({ t }: Texts): readonly HtmlColumn[] {
  return [
    { title: t('report.path'), kind: 'head' },
    { title: 'A', kind: 'number' },
    { title: 'B', kind: 'number' },
    { title: t('report.difference'), kind: 'number' },
  ];
}

function pathRow(
  each: ChangedPath,
  texts: Texts,
): { mark: string; cells: readonly (Html | string)[] } {
  const { path, change, growth, a, b } = each;
  const { locale } = texts;
  const folder = (b ?? a)?.type === 'directory' ? '/' : '';
  const details = changeDetailsHtml(each, texts);
  return {
    mark: change,
    cells: [
      html`${code(`${pathExcerpt(path, pathCharacters)}${folder}`)}${details}`,
      sizeOf(a, locale),
      sizeOf(b, locale),
      growth === 0 ? '' : differenceText(formatBytesDifference(growth, locale), growth),
    ],
  };
}

function changeDetailsHtml(path: ChangedPath, texts: Texts): Html {
  const detail = sentence((mark) => changeDetails(path, texts, mark).join(', '));
  return detail.markup === '' ? nothing : html`<br /><span class="muted">${detail}</span>`;
}

function sizeOf(side: ChangedPath['a'], locale: string): string {
  return side?.type === 'file' ? formatBytes(side.bytes, locale) : '';
}
