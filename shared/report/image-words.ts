import { formatBytes } from '../format/bytes.ts';
import { diveNumber } from '../format/dive-number.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import { formatShare } from '../format/share.ts';
import { isTextKey } from '../i18n/t.ts';
import type { Texts } from '../i18n/t.ts';
import { savedByAll } from '../model/advice.ts';
import type { DiveFigures } from '../model/waste.ts';
import type { SecretPlace } from '../model/findings.ts';
import type { Review } from '../model/review.ts';
import type { Quote } from './parting-sentence.ts';

const pathCharacters = 400;
const nameCharacters = 200;

/** The answer in a few sentences: what is hidden, what can be saved, what is still in there. */
export function reviewLead({ waste, advice, findings }: Review, texts: Texts): string {
  const { t, locale } = texts;
  const size = (bytes: number): string => formatBytes(bytes, locale);
  const stored = size(waste.storedBytes);
  const sentences = [
    waste.total === 0
      ? t('report.image.hidden.none', { stored })
      : t('report.image.hidden', {
          hidden: size(waste.total),
          stored,
          share: formatShare(waste.total / waste.storedBytes, locale),
        }),
  ];
  const saved = savedByAll(advice);
  if (saved > 0) sentences.push(t('report.image.saving', { size: size(saved) }));
  const count = likelySecrets({ findings });
  if (count > 0) sentences.push(t('report.image.secrets', { count }));
  return sentences.join(' ');
}

/** Secrets that are more than a name that suggests one. */
function likelySecrets({ findings }: Pick<Review, 'findings'>): number {
  return findings.secrets.filter(({ confidence }) => confidence !== 'low').length;
}

/** Where a secret is, on one line. */
export function secretPlaceText(place: SecretPlace, { t }: Texts, quote: Quote): string {
  switch (place.kind) {
    case 'file': {
      const path = quote(`/${pathExcerpt(place.path, pathCharacters)}`);
      return place.line === null
        ? path
        : `${path}, ${t('findings.line', { line: String(place.line) })}`;
    }
    case 'config': {
      const name = excerpt(`${place.key} ${place.name}`, nameCharacters);
      return t('findings.config', { key: quote(name) });
    }
    case 'history':
      return t('findings.history', { step: String(place.step + 1) });
  }
}

/** The layer that stores a secret, and the one that hides it. */
export function secretLayers(place: SecretPlace): readonly number[] {
  if (place.kind === 'config') return [];
  if (place.kind === 'history') return place.layer === null ? [] : [place.layer];
  return place.hiddenIn === null ? [place.layer] : [place.layer, place.hiddenIn];
}

/** The words for a rule of findings, or the rule itself. */
export function ruleWords(
  group: 'secret' | 'permission' | 'leftover',
  rule: string,
  { t }: Texts,
): string {
  const key = `${group}.${rule}`;
  return isTextKey(key) ? t(key) : rule;
}

/** dive's numbers as it would write them: its score is cut off, not rounded. */
export function diveTexts(
  dive: DiveFigures,
  { t, locale }: Texts,
): readonly (readonly [string, string])[] {
  const score = Math.floor(dive.efficiencyScore * 100) / 100;
  const user = dive.userWastedPercent;
  return [
    [t('waste.dive.score'), formatShare(score, locale)],
    [t('waste.dive.wasted'), formatBytes(dive.wastedBytes, locale)],
    [
      t('waste.dive.user'),
      Number.isFinite(user) ? formatShare(user, locale) : String(diveNumber(user)),
    ],
  ];
}
