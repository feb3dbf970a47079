import { formatBytes } from '../format/bytes.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import { formatOctalMode } from '../format/mode.ts';
import type { Texts } from '../i18n/t.ts';
import type { Findings, SecretFinding } from '../model/findings.ts';
import type { Review } from '../model/review.ts';
import { code, html, htmlTable, nothing, restLine, sentence } from './html-parts.ts';
import type { Html, HtmlColumn } from './html-parts.ts';
import { ruleWords, secretLayers, secretPlaceText } from './image-words.ts';

const mostRows = 300;
const pathCharacters = 400;
const valueCharacters = 120;

/** Likely secrets, permissions and what a build has left behind. */
export function* findingsSection({ findings }: Review, texts: Texts): Generator<Html> {
  const { t } = texts;
  yield html`<h3>${t('findings.group.secrets')}</h3> `;
  yield* secretsPart(findings, texts);
  yield html`<h3>${t('findings.group.leftovers')}</h3> `;
  yield* leftoversPart(findings, texts);
  yield html`<h3>${t('findings.group.permissions')}</h3> `;
  yield* permissionsPart(findings, texts);
}

function* secretsPart(
  { secrets, unlisted, scannedFiles, skippedFiles }: Findings,
  texts: Texts,
): Generator<Html> {
  const { t } = texts;
  const columns: readonly HtmlColumn[] = [
    { title: t('report.image.what'), kind: 'text' },
    { title: t('report.image.where'), kind: 'head' },
    { title: t('report.image.layer'), kind: 'text' },
    { title: t('report.image.value'), kind: 'text' },
  ];
  if (secrets.length === 0) yield html`<p class="note">${t('findings.group.secrets.none')}</p> `;
  else {
    const rows = secrets.slice(0, mostRows).map((each) => secretRow(each, texts));
    yield* htmlTable(t('findings.group.secrets'), columns, rows);
    yield restLine(secrets.length - Math.min(secrets.length, mostRows) + unlisted.secrets, texts);
  }
  const skipped = skippedFiles === 0 ? '' : t('findings.skipped', { count: skippedFiles });
  yield html`<p class="note">${t('findings.scanned', { count: scannedFiles })}. ${skipped}</p> `;
}

function secretRow(secret: SecretFinding, texts: Texts) {
  const { rule, confidence, place, masked, more, locked } = secret;
  const { t } = texts;
  const severity = confidence;
  return {
    mark: severity,
    cells: [
      html`<span class="chip">${ruleWords('secret', rule, texts)}</span
        >${locked === undefined ? nothing : html`<br /><span class="muted">${t(locked ? 'findings.locked.yes' : 'findings.locked.open')}</span>`}`,
      html`${sentence((mark) => secretPlaceText(place, texts, mark))}${more === 0 ? nothing : html`<br /><span class="muted">${t('findings.more', { count: more })}</span>`}`,
      secretLayers(place).join(' → '),
      masked === null ? '' : code(excerpt(masked, valueCharacters)),
    ],
  };
}

function* leftoversPart({ leftovers, unlisted }: Findings, texts: Texts): Generator<Html> {
  const { t, locale, number } = texts;
  if (leftovers.length === 0) {
    yield html`<p class="note">${t('findings.group.leftovers.none')}</p> `;
    return;
  }
  yield* htmlTable(
    t('findings.group.leftovers'),
    [
      { title: t('report.image.what'), kind: 'text' },
      { title: t('report.path'), kind: 'head' },
      { title: t('report.image.layer'), kind: 'number' },
      { title: t('report.image.files'), kind: 'number' },
      { title: t('report.size'), kind: 'number' },
    ],
    leftovers.slice(0, mostRows).map(({ rule, path, layer, files, bytes }) => ({
      cells: [
        ruleWords('leftover', rule, texts),
        code(`/${pathExcerpt(path, pathCharacters)}`),
        layer,
        number(files),
        formatBytes(bytes, locale),
      ],
    })),
  );
  yield restLine(
    leftovers.length - Math.min(leftovers.length, mostRows) + unlisted.leftovers,
    texts,
  );
}

function* permissionsPart({ permissions, unlisted }: Findings, texts: Texts): Generator<Html> {
  const { t } = texts;
  if (permissions.length === 0) {
    yield html`<p class="note">${t('findings.group.permissions.none')}</p> `;
    return;
  }
  yield* htmlTable(
    t('findings.group.permissions'),
    [
      { title: t('report.image.what'), kind: 'text' },
      { title: t('report.path'), kind: 'head' },
      { title: t('report.image.mode'), kind: 'text' },
      { title: t('report.image.owner'), kind: 'text' },
      { title: t('report.image.layer'), kind: 'number' },
    ],
    permissions.slice(0, mostRows).map(({ rule, path, layer, mode, uid, gid, detail }) => ({
      cells: [
        ruleWords('permission', rule, texts),
        code(`/${pathExcerpt(path, pathCharacters)}`),
        detail === '' ? formatOctalMode(mode) : code(excerpt(detail, valueCharacters)),
        `${uid}:${gid}`,
        layer,
      ],
    })),
  );
  yield restLine(
    permissions.length - Math.min(permissions.length, mostRows) + unlisted.permissions,
    texts,
  );
}
