/** Units of sizes in lower case: of kB, MB … 1000, of KiB, MiB … 1024; the B may be left out. */
export const byteUnits: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ...['k', 'm', 'g', 't', 'p', 'e'].flatMap((letter, at): [string, number][] => [
    [letter, 1000 ** (at + 1)],
    [`${letter}b`, 1000 ** (at + 1)],
    [`${letter}i`, 1024 ** (at + 1)],
    [`${letter}ib`, 1024 ** (at + 1)],
  ]),
]);

/**
 * `20MB`, `1.5 GiB`, `1,000`: a size as dive takes it, in any case, cut off to whole bytes (go-humanize, ParseBytes).
 * Null for what is none.
 */
export function parseByteSize(text: string): number | null {
  const groups = /^(?<number>[\d.,]+)(?<unit>[^\d.,].*)?$/s.exec(text)?.groups;
  const factor = byteUnits.get((groups?.['unit'] ?? '').trim().toLowerCase());
  const number = (groups?.['number'] ?? '').replaceAll(',', '');
  if (factor === undefined || !/^(?:\d+\.?\d*|\.\d+)$/.test(number)) return null;
  return Math.trunc(Number(number) * factor);
}
