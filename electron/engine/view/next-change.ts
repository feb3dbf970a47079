/** What is known of a tree to step from change to change in the order of its rows, whatever is folded. */
export interface ChangeSteps {
  readonly parent: Uint32Array;
  /** The children that are shown, in order. */
  readonly children: (folder: number) => Uint32Array;
  /** Whether a path itself differs. */
  readonly differs: (node: number) => boolean;
  /** Whether something in a folder differs, shown or not. */
  readonly differsInside: (folder: number) => boolean;
}

interface Level {
  readonly children: Uint32Array;
  place: number;
}

/**
 * The next path that differs after `from`, or before it when going backward; from the last on it begins again. `from`
 * itself when nothing else differs. Null `from` begins outside. Null when nothing that is shown differs.
 */
export function nextChange(
  steps: ChangeSteps,
  from: number | null,
  backward: boolean,
): number | null {
  const step = backward ? stepBack : stepOn;
  const levels = from === null ? [] : pathTo(steps, from);
  for (const start of [levels, outside(steps, backward)]) {
    while (start.length > 0) {
      step(steps, start);
      const node = nodeOf(start);
      if (node !== null && steps.differs(node)) return node;
    }
  }
  return null;
}

/** Before the first path of the tree, or behind the last. */
function outside({ children }: ChangeSteps, backward: boolean): Level[] {
  const top = children(0);
  return [{ children: top, place: backward ? top.length : -1 }];
}

/** The levels from the root down to a node; empty when it is not shown. */
function pathTo({ parent, children }: ChangeSteps, node: number): Level[] {
  const levels: Level[] = [];
  for (let at = node; at !== 0; at = parent[at]!) {
    const siblings = children(parent[at]!);
    const place = siblings.indexOf(at);
    if (place < 0) return [];
    levels.unshift({ children: siblings, place });
  }
  return levels;
}

/** To the next path in the order of rows in which all worth opening is open: folders before what is in them. */
function stepOn(steps: ChangeSteps, levels: Level[]): void {
  const node = nodeOf(levels);
  if (node !== null && steps.differsInside(node)) {
    levels.push({ children: steps.children(node), place: -1 });
  }
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    level.place++;
    if (level.place < level.children.length) return;
    levels.pop();
  }
}

/** The other way. */
function stepBack(steps: ChangeSteps, levels: Level[]): void {
  const level = levels.at(-1);
  if (level === undefined) return;
  level.place--;
  if (level.place < 0) {
    levels.pop();
    return;
  }
  for (let node = nodeOf(levels); node !== null && steps.differsInside(node);) {
    const inside = steps.children(node);
    if (inside.length === 0) return;
    levels.push({ children: inside, place: inside.length - 1 });
    node = nodeOf(levels);
  }
}

function nodeOf(levels: readonly Level[]): number | null {
  const level = levels.at(-1);
  return level?.children[level.place] ?? null;
}
