import { expect, test } from 'vitest';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { showAll } from '../../../shared/model/view.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { nextChange } from '../../../electron/engine/view/next-change.ts';
import type { ChangeSteps } from '../../../electron/engine/view/next-change.ts';
import { TreeView } from '../../../electron/engine/view/tree-view.ts';
import { viewedStack } from '../../../electron/engine/view/viewed.ts';
import { directory, file, unionTree, whiteout } from '../../fixtures/layer-index.ts';

/** 0 is the root; 1 holds 2 (changed) and 3; 4 is changed itself and holds 5 and 6 (changed); 7 is a file. */
const childrenOf: readonly (readonly number[])[] = [[4, 1, 7], [3, 2], [], [], [5, 6], [], [], []];
const parent = Uint32Array.from([0, 0, 1, 1, 0, 4, 4, 0]);

function steps(changed: readonly number[], hidden: readonly number[] = []): ChangeSteps {
  const inside = new Set(
    changed.flatMap((node) => (parent[node] === 0 ? [] : [parent[node] ?? 0])),
  );
  return {
    parent,
    children: (folder) =>
      Uint32Array.from((childrenOf[folder] ?? []).filter((node) => !hidden.includes(node))),
    differs: (node) => changed.includes(node),
    differsInside: (folder) => inside.has(folder),
  };
}

/** All changes in the order in which they are come to, from outside until the first comes again. */
function round(of: ChangeSteps, backward: boolean): readonly number[] {
  const found: number[] = [];
  let at = nextChange(of, null, backward);
  while (at !== null && !found.includes(at)) {
    found.push(at);
    at = nextChange(of, at, backward);
  }
  return found;
}

test('goes in the order of the rows, a folder before what is in it, and around', () => {
  expect(round(steps([2, 4, 6]), false)).toEqual([4, 6, 2]);
  expect(round(steps([2, 4, 6]), true)).toEqual([2, 6, 4]);
  expect(nextChange(steps([2, 4, 6]), 2, false)).toBe(4);
  expect(nextChange(steps([2, 4, 6]), 4, true)).toBe(2);
});

test('goes on from a path that does not differ itself', () => {
  expect(nextChange(steps([2, 6]), 7, false)).toBe(6);
  expect(nextChange(steps([2, 6]), 7, true)).toBe(2);
  expect(nextChange(steps([2, 6]), 5, false)).toBe(6);
  expect(nextChange(steps([2, 6]), 1, true)).toBe(6);
});

test('passes over what the options hide', () => {
  expect(round(steps([2, 4, 6], [6]), false)).toEqual([4, 2]);
  expect(round(steps([2, 4, 6], [5, 6]), true)).toEqual([2, 4]);
  expect(nextChange(steps([2, 6], [2]), 2, false)).toBe(6);
});

test('comes back to the only change, and finds none where none is', () => {
  expect(nextChange(steps([6]), 6, false)).toBe(6);
  expect(nextChange(steps([6]), 6, true)).toBe(6);
  expect(nextChange(steps([]), 3, false)).toBeNull();
  expect(nextChange(steps([]), null, true)).toBeNull();
});

test('a view opens the folders on the way, and tells the layers of both points', () => {
  const tree = unionTree(
    [directory('a'), directory('a/deep'), file('a/deep/old', '1'), file('z', '1')],
    [file('z', '22'), file('a/deep/new', '1'), whiteout('a/deep/old')],
  );
  const view = new TreeView(
    viewedStack(tree),
    { from: 0, to: 1 },
    { ...showAll, kinds: stackChangeKinds },
  );
  const names = (): string[] => view.rows(0, 20).map(({ name }) => name);
  expect(names()).toEqual(['a', 'z']);
  const row = view.nextChange(null, false);
  expect(names()).toEqual(['a', 'deep', 'new', 'old', 'z']);
  const [added, removed, modified] = [row ?? -1, 3, 4].map((at) => view.rows(at, 1)[0]);
  expect(added).toMatchObject({ name: 'new', originBefore: null, originAfter: 1 });
  expect(removed).toMatchObject({ name: 'old', originBefore: 0, originAfter: null });
  expect(modified).toMatchObject({ name: 'z', originBefore: 0, originAfter: 1 });
  expect(view.nextChange(findNode(tree, 'a/deep/new'), true)).toBe(4);
  expect(() => view.nextChange(999, false)).toThrow('entry-unknown');
});
