import type { PathColumns } from '../tree/path-columns.ts';
import { markNames } from './names-with.ts';
import type { Need } from './pattern-source.ts';

/** Needs that are looked at, those with the longest texts: one bit each. */
const mostNeeds = 8;

/** Shorter texts are in so many names that looking for them is in vain. */
const leastBytes = 2;

/** A text that is in more of the names than one in so many says too little for what finding it everywhere costs. */
const commonShare = 8;

/** What may match a pattern, by name or by node. */
export interface Candidates {
  readonly marks: Uint8Array;
  /** The marks that it must have. */
  readonly all: number;
}

/** Finds out what has all that a pattern needs, somewhere in its name or path; null where that says nothing. */
export function candidatesOf(
  columns: PathColumns,
  needs: readonly Need[],
  overPath: boolean,
): Candidates | null {
  const wanted = needs
    .flatMap((need) => namePieces(need))
    .filter((pieces) => pieces.every(({ length }) => length >= leastBytes))
    .toSorted((one, other) => shortest(other) - shortest(one))
    .slice(0, mostNeeds);
  const { nameStart, parent, name } = columns;
  const most = Math.ceil(nameStart.length / commonShare);
  const ofNames = new Uint8Array(nameStart.length);
  let all = 0;
  for (const [place, pieces] of wanted.entries()) {
    const bit = 1 << place;
    const isRare = pieces.every((piece) => markNames(columns, piece, ofNames, { bit, most }));
    if (isRare) all |= bit;
  }
  if (all === 0) return null;
  if (!overPath) return { marks: ofNames, all };
  const marks = new Uint8Array(parent.length);
  // A parent has a lower number than its children.
  for (let node = 1; node < marks.length; node++) {
    marks[node] = marks[parent[node]!]! | ofNames[name[node]!]!;
  }
  return { marks, all };
}

/** The same as what single names must hold: no name has a slash. */
function namePieces(need: Need): readonly (readonly Buffer[])[] {
  const byText = need.map((text) => text.split('/').map((piece) => Buffer.from(piece)));
  const [first] = byText;
  if (byText.length === 1 && first !== undefined) return first.map((piece) => [piece]);
  return [
    byText.map((pieces) =>
      pieces.reduce((one, other) => (other.length > one.length ? other : one)),
    ),
  ];
}

function shortest(pieces: readonly Buffer[]): number {
  return Math.min(...pieces.map(({ length }) => length));
}
