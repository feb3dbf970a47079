const powers: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['k', 1],
  ['m', 2],
  ['g', 3],
  ['t', 4],
]);

/**
 * The number of bytes that a person wrote: `10 MB`, `1.5g`, `2 KiB`, `4096`. Units without `i` are powers of 1000, with
 * it of 1024. Null for an empty text, undefined for one that is no size. The decimal mark is the locale's, or a point.
 */
export function parseBytes(text: string, locale: string): number | null | undefined {
  const plain = text.replace(/\s/g, '').toLowerCase();
  if (plain === '') return null;
  const comma = new Intl.NumberFormat(locale).format(0.5).includes(',');
  const parts = /^(\d+(?:[.,]\d+)?)([kmgt]?)(i?)b?$/.exec(comma ? plain : plain.replace(/,/g, ''));
  const [, number, unit, binary] = parts ?? [];
  const power = powers.get(unit ?? '');
  if (number === undefined || power === undefined || (binary === 'i' && power === 0))
    return undefined;
  return Math.round(Number(number.replace(',', '.')) * (binary === 'i' ? 1024 : 1000) ** power);
}
