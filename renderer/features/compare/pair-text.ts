import { excerpt } from '../../../shared/format/excerpt.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { Comparison, FileChanges, LayerPair } from '../../../shared/model/comparison.ts';
import { layerOf } from '../../../shared/report/list-texts.ts';
import { layerStatusWords } from './layer-pairs.ts';

/** Characters of a command that a sentence holds. */
const commandCharacters = 120;

/** A pair in words: which layers, what they are to each other, how that is known, and what made them. */
export function pairText(value: Comparison, pair: LayerPair, texts: Texts): string {
  const { t } = texts;
  const command = layerOf(value.b, pair.b)?.command ?? layerOf(value.a, pair.a)?.command ?? null;
  return [
    pairTitle(pair, texts),
    pairFacts(pair, texts),
    command === null ? t('layer.noCommand') : excerpt(command, commandCharacters),
  ]
    .filter((part) => part !== '')
    .join('. ');
}

/** `Layer 3 of A and layer 4 of B: changed`. */
export function pairTitle({ a, b, status }: LayerPair, { t }: Texts): string {
  const word = t(layerStatusWords[status]);
  if (a !== null && b !== null) return t('compare.pair.both', { a, b, status: word });
  if (a !== null) return t('compare.pair.one', { layer: a, side: 'A', status: word });
  return t('compare.pair.one', { layer: b ?? 0, side: 'B', status: word });
}

/** How a pair is known to be one, how much its layers have in common, and in how many paths they differ. */
export function pairFacts({ by, likeness, changes, status }: LayerPair, texts: Texts): string {
  const { t, locale } = texts;
  const facts: string[] = [];
  if (by !== null) facts.push(t(`compare.by.${by}`));
  if (likeness !== null && status === 'changed') {
    const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(likeness);
    facts.push(t('report.likeness', { percent }));
  }
  if (changes !== null) {
    facts.push(changesText(changes, texts));
  }
  return facts.join(' · ');
}

function changesText(changes: FileChanges, { t, list }: Texts): string {
  const counts = {
    added: changes.added,
    modified: changes.modified - changes.timeOnly,
    removed: changes.removed,
    moved: changes.moved,
  };
  const words = (['added', 'modified', 'removed', 'moved'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`kinds.${kind}`, { count: counts[kind] }));
  if (changes.timeOnly > 0) words.push(t('compare.pair.timeOnly', { count: changes.timeOnly }));
  return words.length === 0 ? t('report.files.none') : list(words);
}
