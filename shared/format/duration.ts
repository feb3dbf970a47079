const formats = new Map<string, Intl.NumberFormat>();

/** A length of time for reading at a glance, in its largest unit from seconds to hours: `45 sec`, `3 min`, `2 hr`. */
export function formatDuration(seconds: number, locale: string): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return formatIn(locale, 'second').format(whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return formatIn(locale, 'minute').format(minutes);
  return formatIn(locale, 'hour').format(Math.round(minutes / 6) / 10);
}

function formatIn(locale: string, unit: 'second' | 'minute' | 'hour'): Intl.NumberFormat {
  const key = `${locale} ${unit}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
    formats.set(key, format);
  }
  return format;
}
