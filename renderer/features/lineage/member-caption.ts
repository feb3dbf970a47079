import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyMember, Lineage } from '../../../shared/model/lineage.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { amountGaps, amountText } from '../../../shared/format/amount.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { claimText, markWords } from './lineage-words.ts';

/** One member in a sentence or two: what it is, what it adds, what it is built on and how that is known. */
export function memberCaption(
  lineage: Lineage,
  member: FamilyMember,
  basis: ByteBasis,
  texts: Texts,
): string {
  const { t, list } = texts;
  const [first] = member.images;
  const imageNames = imageTexts(lineage.images, t);
  const names = list(member.images.map((image) => imageNames[image] ?? ''));
  const amount = member.added[basis];
  const gaps = amountGaps(amount, texts);
  const adds = t('lineage.caption.adds', {
    count: member.nodes.length,
    size: gaps === '' ? amountText(amount, texts) : `${amountText(amount, texts)}, ${gaps}`,
  });
  const through = t('lineage.caption.through', { count: member.imagesThrough });
  const who = member.kind === 'prefix' ? `${t('lineage.shared')} (${through})` : names;
  const claims = first === undefined ? [] : (lineage.images[first]?.bases ?? []);
  const [best] = claims;
  const base =
    best === undefined || (member.parent === null && best.how === 'os-release')
      ? ''
      : ` ${t('lineage.caption.base', { base: claimText(best, t) })}`;
  const called = member.names.map(({ how, name }) => {
    return `${visibleLine(name)} (${t(markWords[how])})`;
  });
  const also =
    called.length === 0 ? '' : ` ${t('lineage.caption.called', { names: list(called) })}`;
  return `${who}: ${adds}.${base}${also}`;
}
