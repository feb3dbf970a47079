import { isTextKey } from '../i18n/t.ts';
import type { Translate } from '../i18n/t.ts';
import type { Advice } from '../model/advice.ts';

/** A piece of advice in words. */
export interface AdviceWords {
  /** What to do, in a few words. */
  readonly title: string;
  /** Why, and how. */
  readonly text: string;
  /** What was found: a kind of left-over or of secret, or a name of the image; empty where the title says it all. */
  readonly subject: string;
}

/** The words for a piece of advice. Names of the image come through `quote`, so that each kind of page can mark them. */
export function adviceWords(
  { kind, severity, layers, detail }: Advice,
  t: Translate,
  quote: (name: string) => string = (name) => name,
): AdviceWords {
  const [layer, other] = layers;
  // What has little to tell of a secret is not said to be one.
  const isPossible = detail.secret !== null && severity === 'minor';
  const values = {
    layer: layer === undefined ? '' : String(layer),
    other: other === undefined ? '' : String(other),
    name: quote(detail.name),
  };
  return {
    title: isPossible ? t('advice.possible-secret') : t(`advice.${kind}`, values),
    text: t(`advice.${kind}.text`, values),
    subject: subjectOf(detail, t, quote),
  };
}

function subjectOf(
  { secret, leftover, name }: Advice['detail'],
  t: Translate,
  quote: (name: string) => string,
): string {
  const key = secret === null ? `leftover.${leftover}` : `secret.${secret}`;
  const found = isTextKey(key) ? t(key) : '';
  return [found, ...(name === '' ? [] : [quote(name)])].filter((each) => each !== '').join(': ');
}
