const formats = new Map<string, Intl.NumberFormat>();
/** The least share that is written as a number. */
const least = 0.001;

/**
 * A share of a whole, 0 to 1, in percent with at most one digit behind the point: `18.2%`. What is there but too little
 * to be written so is `<0.1%`, and what is nearly but not quite all `>99.9%`.
 */
export function formatShare(share: number, locale: string): string {
  let format = formats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    formats.set(locale, format);
  }
  if (share > 0 && share < least / 2) return `<${format.format(least)}`;
  if (share < 1 && share > 1 - least / 2) return `>${format.format(1 - least)}`;
  return format.format(share);
}
