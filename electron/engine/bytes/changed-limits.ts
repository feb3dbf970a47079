/** Limits as somebody wants them, and what of the wish could not be understood. */
export interface ChangedLimits {
  readonly changes: Readonly<Record<string, number>>;
  /** Parts of the text that name no limit, or no number for one. */
  readonly refused: readonly string[];
}

/**
 * Reads `NAME=NUMBER NAME=NUMBER …`, as the environment has it in `LAYERSCOPE_LIMITS`. Numbers are whole, from 1 on, in
 * the unit of the limit. What is wrong is left out and told.
 */
export function changedLimits(text: string, names: ReadonlySet<string>): ChangedLimits {
  const changes: Record<string, number> = Object.create(null);
  const refused: string[] = [];
  for (const part of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const [, name = '', digits = ''] = /^(\w+)=(\d+)$/.exec(part) ?? [];
    const value = Number(digits);
    if (!names.has(name) || !Number.isSafeInteger(value) || value < 1) refused.push(part);
    else changes[name] = value;
  }
  return { changes, refused };
}
