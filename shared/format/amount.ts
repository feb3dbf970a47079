import { formatBytes } from './bytes.ts';
import type { Amount } from '../model/amount.ts';
import type { Texts } from '../i18n/t.ts';

/**
 * A sum of layer sizes: `45 MB`, `at least 45 MB` where a size is not known, `unknown` where none is, and `not at hand`
 * where all there would be to sum is missing.
 */
export function amountText(amount: Amount, { t, locale }: Texts): string {
  if (amount.unknownLayers === 0) {
    const nothing = amount.bytes === 0 && amount.absentLayers > 0;
    return nothing ? t('amount.absent') : formatBytes(amount.bytes, locale);
  }
  if (amount.bytes === 0) return t('amount.unknown');
  return t('amount.atLeast', { size: formatBytes(amount.bytes, locale) });
}

/** What a sum leaves out: `2 layers of unknown size, 1 layer not at hand`; empty when it leaves out nothing. */
export function amountGaps(amount: Amount, { t, list }: Texts): string {
  const gaps: string[] = [];
  if (amount.unknownLayers > 0) {
    gaps.push(t('amount.unknownLayers', { count: amount.unknownLayers }));
  }
  if (amount.absentLayers > 0) gaps.push(t('amount.absentLayers', { count: amount.absentLayers }));
  return list(gaps);
}
