/** A run of lines that differs: those of A up to `toA`, without it, stand against those of B. One side may be empty. */
export interface LineChange {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

export interface LineChanges {
  /** In order; between them the lines are the same. */
  readonly changes: readonly LineChange[];
  /** True when time or effort ran out, so that runs may be longer than they need be. */
  readonly cut: boolean;
}

/** Steps of the exact search in one run of lines; beyond them it counts as replaced as a whole. */
const mostSteps = 700;

type Region = LineChange;

/**
 * How two lists of lines differ; equal lines have equal numbers. Lines that occur once on both sides hold the rest
 * together, and what lies between them is searched for the fewest changes. `late` is asked from time to time.
 */
export function lineChanges(
  a: readonly number[],
  b: readonly number[],
  late: () => boolean = () => false,
): LineChanges {
  const changes: LineChange[] = [];
  const open: Region[] = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  let cut = false;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const region = trimmed(a, b, next);
    const { fromA, toA, fromB, toB } = region;
    if (fromA === toA && fromB === toB) continue;
    if (fromA === toA || fromB === toB) {
      changes.push(region);
      continue;
    }
    if (late()) {
      cut = true;
      changes.push(region);
      continue;
    }
    const anchors = uniqueAnchors(a, b, region);
    if (anchors.length > 0) {
      // The last first: the one on top of the stack is looked at next.
      open.push(...between(region, anchors).toReversed());
      continue;
    }
    const found = fewestChanges(a, b, region);
    if (found === null) cut = true;
    changes.push(...(found ?? [region]));
  }
  return { changes: joined(changes), cut };
}

/** Without the lines that are the same at its beginning and end. */
function trimmed(a: readonly number[], b: readonly number[], region: Region): Region {
  let { fromA, toA, fromB, toB } = region;
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) {
    fromA++;
    fromB++;
  }
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) {
    toA--;
    toB--;
  }
  return { fromA, toA, fromB, toB };
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

/** Lines that occur once on either side of a region, as many as stand in the same order on both. */
function uniqueAnchors(a: readonly number[], b: readonly number[], region: Region): Anchor[] {
  const placesA = uniquePlaces(a, region.fromA, region.toA);
  const placesB = uniquePlaces(b, region.fromB, region.toB);
  const common: Anchor[] = [];
  for (const [line, place] of placesA) {
    const other = placesB.get(line);
    if (place >= 0 && other !== undefined && other >= 0) common.push({ a: place, b: other });
  }
  return longestRising(common);
}

/** Where each line stands that occurs once; -1 for those that occur more often. */
function uniquePlaces(
  lines: readonly number[],
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let place = from; place < to; place++) {
    const line = lines[place] ?? -1;
    places.set(line, places.has(line) ? -1 : place);
  }
  return places;
}

/** The longest selection of anchors, which come in the order of A, that is in the order of B too. */
function longestRising(anchors: readonly Anchor[]): Anchor[] {
  const ends: number[] = [];
  const before = new Int32Array(anchors.length).fill(-1);
  for (const [at, anchor] of anchors.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((anchors[ends[middle] ?? 0]?.b ?? 0) < anchor.b) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = at;
  }
  const rising: Anchor[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const anchor = anchors[at];
    if (anchor !== undefined) rising.push(anchor);
  }
  return rising.reverse();
}

/** What lies before, between and behind the anchors of a region. */
function between(region: Region, anchors: readonly Anchor[]): Region[] {
  const regions: Region[] = [];
  let { fromA, fromB } = region;
  for (const anchor of anchors) {
    regions.push({ fromA, toA: anchor.a, fromB, toB: anchor.b });
    fromA = anchor.a + 1;
    fromB = anchor.b + 1;
  }
  regions.push({ fromA, toA: region.toA, fromB, toB: region.toB });
  return regions;
}

/** The fewest lines to take out and put in (Myers 1986, the greedy algorithm); null beyond `mostSteps` of them. */
function fewestChanges(
  a: readonly number[],
  b: readonly number[],
  { fromA, toA, fromB, toB }: Region,
): LineChange[] | null {
  const lengthA = toA - fromA;
  const lengthB = toB - fromB;
  const most = Math.min(mostSteps, lengthA + lengthB);
  const reached = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  const middle = most + 1;
  for (let steps = 0; steps <= most; steps++) {
    history.push(reached.slice(middle - steps - 1, middle + steps + 2));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down =
        diagonal === -steps ||
        (diagonal !== steps &&
          (reached[middle + diagonal - 1] ?? 0) < (reached[middle + diagonal + 1] ?? 0));
      let x = down
        ? (reached[middle + diagonal + 1] ?? 0)
        : (reached[middle + diagonal - 1] ?? 0) + 1;
      while (x < lengthA && x - diagonal < lengthB && a[fromA + x] === b[fromB + x - diagonal]) x++;
      reached[middle + diagonal] = x;
      if (x >= lengthA && x - diagonal >= lengthB) {
        return traced(history, lengthA, lengthB).map((change) => ({
          fromA: fromA + change.fromA,
          toA: fromA + change.toA,
          fromB: fromB + change.fromB,
          toB: fromB + change.toB,
        }));
      }
    }
  }
  return null;
}

/** The way back from the end, one line taken out or put in at each step. */
function traced(history: readonly Int32Array[], lengthA: number, lengthB: number): LineChange[] {
  const changes: LineChange[] = [];
  let x = lengthA;
  let y = lengthB;
  for (let steps = history.length - 1; steps > 0; steps--) {
    const reached = history[steps] ?? new Int32Array();
    const at = (diagonal: number): number => reached[diagonal + steps + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -steps || (diagonal !== steps && at(diagonal - 1) < at(diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    x = at(before);
    y = x - before;
    changes.push(
      down
        ? { fromA: x, toA: x, fromB: y, toB: y + 1 }
        : { fromA: x, toA: x + 1, fromB: y, toB: y },
    );
  }
  return changes.reverse();
}

/** Changes that touch as one. */
function joined(changes: readonly LineChange[]): LineChange[] {
  const whole: LineChange[] = [];
  for (const change of changes) {
    const last = whole.at(-1);
    if (last?.toA === change.fromA && last.toB === change.fromB) {
      whole[whole.length - 1] = { ...last, toA: change.toA, toB: change.toB };
    } else whole.push(change);
  }
  return whole;
}
