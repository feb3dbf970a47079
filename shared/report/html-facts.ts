import { formatBytesDifference } from '../format/difference.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import { problemMessage } from '../format/problem-message.ts';
import type { Texts } from '../i18n/t.ts';
import type { Comparison, ConfigDifference, ConfigValue } from '../model/comparison.ts';
import type { PackageChange, PackageComparison } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { differenceText } from './html-overview.ts';
import type { HtmlSection } from './html-page.ts';
import { code, html, htmlTable, nothing, restLine, sentence } from './html-parts.ts';
import type { Html, HtmlRow } from './html-parts.ts';
import { unreadTexts } from './list-texts.ts';

const mostPackages = 3000;
const mostValues = 1000;
const mostParts = 200;
const mostProblems = 200;
const valueCharacters = 2000;
const pathCharacters = 400;

const packageWords = {
  added: 'change.added',
  removed: 'change.removed',
  changed: 'change.modified',
} as const;

/** Packages that came, went or changed their version. */
export function* packagesSection(packages: PackageComparison, texts: Texts): Generator<Html> {
  const { changes, unchanged } = packages;
  const { t } = texts;
  const unread = sentence((mark) => unreadTexts(packages, texts, mark).join(' '));
  if (unread.markup !== '') yield html`<p class="note">${unread}</p> `;
  if (changes.length === 0) yield html`<p class="note">${t('report.packages.none')}</p> `;
  else {
    yield* htmlTable(
      t('report.packages'),
      [
        { title: t('report.status'), kind: 'text', quiet: true },
        { title: t('report.package'), kind: 'head' },
        { title: 'A', kind: 'text' },
        { title: 'B', kind: 'text' },
        { title: t('report.package.layer'), kind: 'number' },
        { title: t('report.difference'), kind: 'number' },
      ],
      changes.slice(0, mostPackages).map((each) => packageRow(each, texts)),
    );
    yield restLine(changes.length - mostPackages, texts);
  }
  if (unchanged > 0) {
    yield html`<p class="note">${t('report.packages.unchanged', { count: unchanged })}</p> `;
  }
}

function packageRow({ manager, name, change, a, b }: PackageChange, { t, locale }: Texts): HtmlRow {
  const known = (a === null || a.bytes !== null) && (b === null || b.bytes !== null);
  const growth = known ? (b?.bytes ?? 0) - (a?.bytes ?? 0) : 0;
  const version = (each: PackageChange['a']): Html =>
    each === null ? nothing : code(excerpt(each.version, valueCharacters));
  return {
    mark: change,
    cells: [
      html`<span class="chip">${t(packageWords[change])}</span>`,
      html`${code(excerpt(name, valueCharacters))} <span class="muted">${manager}</span>`,
      version(a),
      version(b),
      b?.layer ?? '',
      growth === 0 ? '' : differenceText(formatBytesDifference(growth, locale), growth),
    ],
  };
}

/** Values of the config, the platform and the annotations that differ, by section. */
export function* configSection({ config }: Comparison, texts: Texts): Generator<Html> {
  const { t } = texts;
  if (config.length === 0) {
    yield html`<p class="note">${t('report.config.none')}</p> `;
    return;
  }
  yield* htmlTable(
    t('report.config'),
    [
      { title: t('report.key'), kind: 'head' },
      { title: 'A', kind: 'text' },
      { title: 'B', kind: 'text' },
    ],
    configRows(config.slice(0, mostValues), texts),
  );
  yield restLine(config.length - mostValues, texts);
}

function* configRows(config: readonly ConfigDifference[], { t }: Texts): Generator<HtmlRow> {
  let before: string | null = null;
  for (const { section, key, a, b } of config) {
    if (section !== before) {
      yield { mark: 'banner', cells: [t(`report.configSection.${section}`)] };
    }
    before = section;
    yield {
      cells: [
        code(excerpt(key, valueCharacters)),
        valueHtml(parts(key, a), parts(key, b), 'del', t('report.config.absent')),
        valueHtml(parts(key, b), parts(key, a), 'ins', t('report.config.absent')),
      ],
    };
  }
}

/** A search path is a list of folders. */
function parts(key: string, value: ConfigValue): ConfigValue {
  return typeof value === 'string' && /PATH$/i.test(key) && value.includes(':')
    ? value.split(':')
    : value;
}

/** A value of one side; of a list the parts that the other side lacks are marked. */
function valueHtml(
  value: ConfigValue,
  other: ConfigValue,
  mark: 'del' | 'ins',
  absent: string,
): Html {
  if (value === null) return html`<span class="muted">${absent}</span>`;
  if (typeof value === 'string') return marked(value, mark);
  const known = new Set(Array.isArray(other) ? other : [other]);
  const items = value
    .slice(0, mostParts)
    .map(
      (part) =>
        html`<li>
          ${known.has(part) ? code(excerpt(part, valueCharacters)) : marked(part, mark)}
        </li>`,
    );
  const cut = value.length > mostParts ? html`<li>…</li>` : nothing;
  return html`<ul class="values">
    ${items}${cut}
  </ul>`;
}

function marked(text: string, mark: 'del' | 'ins'): Html {
  const inside = code(excerpt(text, valueCharacters));
  return mark === 'del' ? html`<del>${inside}</del>` : html`<ins>${inside}</ins>`;
}

/** A section of what was found wrong while images were read; none when nothing was. */
export function problemsSections(
  problems: readonly Problem[],
  texts: Texts,
): readonly HtmlSection[] {
  if (problems.length === 0) return [];
  const parts = () => problemsList(problems, texts);
  return [{ anchor: 'problems', title: texts.t('report.problems'), parts }];
}

function* problemsList(problems: readonly Problem[], texts: Texts): Generator<Html> {
  const { t } = texts;
  yield html`<ul>`;
  for (const problem of problems.slice(0, mostProblems)) {
    const { path, member } = problem.where;
    const place = path ?? member ?? '';
    const at = place === '' ? nothing : html`: ${code(pathExcerpt(place, pathCharacters))}`;
    yield html`<li>${problemMessage(problem, t)}${at}</li> `;
  }
  yield html`</ul>\n`;
  yield restLine(problems.length - mostProblems, texts);
}
