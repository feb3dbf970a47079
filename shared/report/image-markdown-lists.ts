import { formatBytes } from '../format/bytes.ts';
import { excerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import type { Duplicates } from '../model/duplicates.ts';
import type { Findings } from '../model/findings.ts';
import type { PackageLayers } from '../model/package-layers.ts';
import type { Review } from '../model/review.ts';
import { ruleWords, secretLayers, secretPlaceText } from './image-words.ts';
import { markdownPath, withRest } from './markdown-lists.ts';
import { markdownCode, markdownDetails, markdownTable } from './markdown-parts.ts';

const mostSecrets = 25;
const mostLeftovers = 25;
const mostLayers = 60;
const mostPackages = 40;
const mostDuplicates = 15;
const valueCharacters = 80;
const commandCharacters = 90;

/** Likely secrets, masked. */
export function* secretsPart({ secrets }: Findings, texts: Texts): Generator<string> {
  if (secrets.length === 0) return;
  const { t, number } = texts;
  const table = markdownTable(
    [
      t('report.image.what'),
      t('report.image.where'),
      t('report.image.layer'),
      t('report.image.value'),
    ],
    [false, false, false, false],
    secrets
      .slice(0, mostSecrets)
      .map(({ rule, place, masked, locked }) => [
        `${ruleWords('secret', rule, texts)}${lockWords(locked, texts)}`,
        secretPlaceText(place, texts, markdownCode),
        secretLayers(place).join(' → '),
        masked === null ? '' : markdownCode(excerpt(masked, valueCharacters)),
      ]),
  );
  const title = `${t('findings.group.secrets')}: ${number(secrets.length)}`;
  yield* markdownDetails(title, withRest(table, secrets.length - mostSecrets, texts));
}

function lockWords(locked: boolean | undefined, { t }: Texts): string {
  if (locked === undefined) return '';
  return `, ${t(locked ? 'findings.locked.yes' : 'findings.locked.open')}`;
}

/** What the build has left behind. */
export function* leftoversPart({ leftovers }: Findings, texts: Texts): Generator<string> {
  if (leftovers.length === 0) return;
  const { t, locale } = texts;
  const bytes = leftovers.reduce((sum, each) => sum + each.bytes, 0);
  const table = markdownTable(
    [t('report.image.what'), t('report.path'), t('report.image.layer'), t('report.size')],
    [false, false, true, true],
    leftovers
      .slice(0, mostLeftovers)
      .map((each) => [
        ruleWords('leftover', each.rule, texts),
        markdownPath(`/${each.path}`),
        String(each.layer),
        formatBytes(each.bytes, locale),
      ]),
  );
  const title = `${t('findings.group.leftovers')}: ${formatBytes(bytes, locale)}`;
  yield* markdownDetails(title, withRest(table, leftovers.length - mostLeftovers, texts));
}

/** The packages that the layers brought and took away, the largest first. */
export function* layerPackagesPart({ layers }: PackageLayers, texts: Texts): Generator<string> {
  const changes = layers
    .flatMap(({ layer, changes: own }) => own.map((each) => ({ layer, ...each })))
    .map((each) => ({ ...each, bytes: (each.after ?? each.before)?.bytes ?? 0 }))
    .toSorted((one, other) => other.bytes - one.bytes);
  if (changes.length === 0) return;
  const { t, locale, number } = texts;
  const words = {
    installed: 'change.added',
    removed: 'change.removed',
    changed: 'change.modified',
  } as const;
  const table = markdownTable(
    ['', t('report.package'), t('report.image.layer'), t('report.size')],
    [false, false, true, true],
    changes
      .slice(0, mostPackages)
      .map(({ change, before, after, layer, bytes }) => [
        t(words[change]),
        markdownCode(
          excerpt(
            `${(after ?? before)?.name ?? ''} ${(after ?? before)?.version ?? ''}`,
            valueCharacters,
          ),
        ),
        String(layer),
        bytes === 0 ? '' : formatBytes(bytes, locale),
      ]),
  );
  const title = `${t('report.packages')}: ${number(changes.length)}`;
  yield* markdownDetails(title, withRest(table, changes.length - mostPackages, texts));
}

/** The same content more than once. */
export function* duplicatesPart(duplicates: Duplicates, texts: Texts): Generator<string> {
  const { groups, groupCount, savedBytes } = duplicates;
  if (groups.length === 0) return;
  const { t, locale, number } = texts;
  const table = markdownTable(
    [t('report.path'), t('report.image.copies'), t('report.image.saved')],
    [false, true, true],
    groups.slice(0, mostDuplicates).map(({ copies, copyCount, savedBytes: saved }) => [
      copies
        .slice(0, 2)
        .map(({ path }) => markdownPath(`/${path}`))
        .join(', '),
      number(copyCount),
      formatBytes(saved, locale),
    ]),
  );
  const rest = groupCount - Math.min(groups.length, mostDuplicates);
  const title = `${t('review.duplicates')}: ${formatBytes(savedBytes, locale)}`;
  yield* markdownDetails(title, withRest(table, rest, texts));
}

/** The layers, what they store, and what of it is hidden. */
export function* imageLayersPart({ image, waste }: Review, texts: Texts): Generator<string> {
  if (image.layers.length === 0) return;
  const { t, locale, number } = texts;
  const bytes = (value: number | undefined): string =>
    value === undefined ? '' : formatBytes(value, locale);
  const table = markdownTable(
    [
      t('report.image.layer'),
      t('report.image.stored'),
      t('waste.column.hidden'),
      t('report.command'),
    ],
    [true, true, true, false],
    image.layers
      .slice(0, mostLayers)
      .map(({ index, command }) => [
        String(index),
        bytes(waste.layers[index]?.storedBytes),
        bytes(waste.layers[index]?.hiddenBytes),
        command === null ? '' : markdownCode(excerpt(command, commandCharacters)),
      ]),
  );
  const title = `${t('report.layers')}: ${number(image.layers.length)}`;
  yield* markdownDetails(title, withRest(table, image.layers.length - mostLayers, texts));
}
