/** Limits as somebody wants them, and what of the wish could not be understood. */
export interface ChangedLimits {
  readonly changes: Readonly<Record<string, number>>;
  /** Parts of the text that name no limit, or no number for one, or one that is too large. */
  readonly refused: readonly string[];
}

/**
 * Reads `NAME=NUMBER NAME=NUMBER …`, as the environment has it in `LAYERSCOPE_LIMITS`. Numbers are whole, from 1 on, in
 * the unit of the limit, up to the highest that `names` has for it. What is wrong is left out and told.
 */
export function changedLimits(text: string, names: ReadonlyMap<string, number>): ChangedLimits {
  const changes: Record<string, number> = Object.create(null);
  const refused: string[] = [];
  for (const part of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const [, name = '', digits = ''] = /^(\w+)=(\d+)$/.exec(part) ?? [];
    const value = Number(digits);
    const isNumber = Number.isSafeInteger(value) && value >= 1;
    if (!isNumber || value > (names.get(name) ?? 0)) refused.push(part);
    else changes[name] = value;
  }
  return { changes, refused };
}
