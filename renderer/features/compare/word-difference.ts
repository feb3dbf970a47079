/** A piece of a text that is compared with another. */
export interface TextPiece {
  readonly text: string;
  /** True when the other text lacks it. */
  readonly differs: boolean;
}

/** Most parts that are compared one by one; of more, none counts as common. */
const mostParts = 600;

/**
 * Cuts two texts into pieces that both have, in the same order, and pieces that only one has, so that as few words as
 * possible differ. The pieces of each text put together are that text.
 */
export function wordDifference(
  a: string,
  b: string,
): readonly [readonly TextPiece[], readonly TextPiece[]] {
  const wordsA = words(a);
  const wordsB = words(b);
  const start = commonStart(wordsA, wordsB);
  const end = commonEnd(wordsA.slice(start), wordsB.slice(start));
  const middleA = wordsA.slice(start, wordsA.length - end);
  const middleB = wordsB.slice(start, wordsB.length - end);
  const kept = commonParts(middleA, middleB);
  return [pieces(wordsA, start, end, kept.a), pieces(wordsB, start, end, kept.b)];
}

/** Share of the longer text that both must have for the rest to be worth setting off. */
const alike = 0.35;

/** The same for two texts that have much in common; null for others, of which nearly every word would be set off. */
export function tellingDifference(
  a: string,
  b: string,
): { readonly a: readonly TextPiece[]; readonly b: readonly TextPiece[] } | null {
  const [piecesA, piecesB] = wordDifference(a, b);
  const common = piecesA.reduce((sum, { text, differs }) => sum + (differs ? 0 : text.length), 0);
  return common >= Math.max(a.length, b.length) * alike ? { a: piecesA, b: piecesB } : null;
}

/** Words, white space and single signs. */
function words(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_.-]+|\s+|[^\p{L}\p{N}_.\-\s]/gu) ?? [];
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length++;
  }
  return length;
}

/** Positions of parts in two lists. */
export interface CommonParts {
  readonly a: ReadonlySet<number>;
  readonly b: ReadonlySet<number>;
}

/** Where the parts of a longest common subsequence stand. */
export function commonParts(a: readonly string[], b: readonly string[]): CommonParts {
  const kept = { a: new Set<number>(), b: new Set<number>() };
  if (a.length > mostParts || b.length > mostParts) return kept;
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const diagonal = (lengths[(i + 1) * width + j + 1] ?? 0) + 1;
      const down = lengths[(i + 1) * width + j] ?? 0;
      const right = lengths[i * width + j + 1] ?? 0;
      lengths[i * width + j] = a[i] === b[j] ? diagonal : Math.max(down, right);
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      kept.a.add(i++);
      kept.b.add(j++);
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return kept;
}

function pieces(
  all: readonly string[],
  start: number,
  end: number,
  kept: ReadonlySet<number>,
): readonly TextPiece[] {
  const found: { text: string; differs: boolean }[] = [];
  for (const [position, text] of all.entries()) {
    const middle = position >= start && position < all.length - end;
    const differs = middle && !kept.has(position - start);
    const last = found.at(-1);
    if (last !== undefined && last.differs === differs) last.text += text;
    else found.push({ text, differs });
  }
  return found;
}
