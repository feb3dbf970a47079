import { describe, expect, test } from 'vitest';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { maxChosenNodes, maxChosenPaths, showAll } from '../../../shared/model/view.ts';
import type { StackRange, ViewChoice, ViewOptions } from '../../../shared/model/view.ts';
import { findNode, pathText } from '../../../electron/engine/tree/paths.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { listSelection } from '../../../electron/engine/export/tree-listing.ts';
import { contentBytes } from '../../../electron/engine/export/write-tree.ts';
import { treeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import type { TreeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import type { UnionState } from '../../../electron/engine/tree/sums.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { ChosenNodes } from '../../../electron/engine/view/chosen-nodes.ts';
import { chosenFiles, chosenPaths } from '../../../electron/engine/view/chosen-paths.ts';
import { TreeView } from '../../../electron/engine/view/tree-view.ts';
import { viewedStack } from '../../../electron/engine/view/viewed.ts';
import { directory, file, hardLink, unionTree, whiteout } from '../../fixtures/layer-index.ts';

const tree = unionTree(
  [
    directory('etc'),
    file('etc/hosts', 'localhost'),
    file('etc/motd', 'low water'),
    directory('usr'),
    directory('usr/bin'),
    file('usr/bin/sh', 'x'.repeat(100)),
    hardLink('usr/bin/bash', 'usr/bin/sh'),
    directory('usr/share'),
    file('usr/share/words', 'w'.repeat(40)),
    hardLink('usr/share/shell', 'usr/bin/sh'),
    file('readme', 'r'),
  ],
  [whiteout('etc/motd'), file('usr/bin/new', 'nn')],
  [whiteout('etc/hosts')],
);
const lower = { from: 0, to: 1 };

function view(options: Partial<ViewOptions> = {}, range: StackRange = lower): TreeView {
  return new TreeView(viewedStack(tree), range, {
    ...showAll,
    kinds: stackChangeKinds,
    ...options,
  });
}

function node(path: string): number {
  return findNode(tree, path);
}

function range(from: string, to: string, add = false): ViewChoice {
  return { how: 'range', from: node(from), to: node(to), add };
}

function toggle(path: string): ViewChoice {
  return { how: 'toggle', node: node(path) };
}

function chosen(of: TreeView): readonly string[] {
  return of.chosenPaths(maxChosenPaths).paths;
}

/** Everything open. */
function opened(options: Partial<ViewOptions> = {}, within: StackRange = lower): TreeView {
  const shown = view(options, within);
  shown.expand(0, true, true);
  return shown;
}

const lines = [
  'etc',
  'etc/hosts',
  'etc/motd',
  'usr',
  'usr/bin',
  'usr/bin/bash',
  'usr/bin/new',
  'usr/bin/sh',
  'usr/share',
  'usr/share/shell',
  'usr/share/words',
  'readme',
];

describe('a range', () => {
  test('of any two lines is these and the lines between them, in either direction', () => {
    const shown = opened();
    expect(shown.rows(0, 50).map((row) => pathText(tree, row.node))).toEqual(lines);
    for (const [first, from] of lines.entries()) {
      for (const [last, to] of lines.entries()) {
        shown.choose(range(from, to));
        const between = lines.slice(Math.min(first, last), Math.max(first, last) + 1);
        expect(chosen(shown)).toEqual(between.toSorted());
        const marked = shown.rows(0, 50).filter((row) => row.chosen);
        expect(marked.map((row) => pathText(tree, row.node))).toEqual(between);
      }
    }
  });

  test('takes nothing of a closed folder but its own line', () => {
    const shown = opened();
    shown.expand(node('usr/bin'), false, false);
    shown.choose(range('usr', 'usr/share'));
    expect(chosen(shown)).toEqual(['usr', 'usr/bin', 'usr/share']);
  });

  test('takes the place of what was chosen, or comes beside it', () => {
    const shown = opened();
    shown.choose(toggle('readme'));
    shown.choose(range('etc/hosts', 'etc/motd', true));
    expect(chosen(shown)).toEqual(['etc/hosts', 'etc/motd', 'readme']);
    shown.choose(range('etc', 'etc/hosts'));
    expect(chosen(shown)).toEqual(['etc', 'etc/hosts']);
  });

  test('begins at the folder that a path is closed in, and at its end when its beginning is hidden', () => {
    const shown = opened();
    shown.expand(node('etc'), false, false);
    shown.choose(range('etc/motd', 'usr'));
    expect(chosen(shown)).toEqual(['etc', 'usr']);
    shown.configure(lower, { ...showAll, text: 'readme' });
    shown.choose(range('etc/motd', 'readme'));
    expect(chosen(shown)).toEqual(['readme']);
    shown.choose(range('readme', 'etc/motd'));
    expect(chosen(shown)).toEqual([]);
  });

  test('passes over folders that only lead to what was looked for, but for its ends', () => {
    const shown = view({ text: 'sh*', textMode: 'glob' });
    const names = shown.rows(0, 50).map(({ name }) => name);
    expect(names).toEqual(['usr', 'bin', 'sh', 'share', 'shell', 'words']);
    shown.choose(range('usr/bin', 'usr/share'));
    expect(chosen(shown)).toEqual(['usr/bin', 'usr/bin/sh', 'usr/share']);
    shown.choose({ how: 'all' });
    expect(chosen(shown)).toEqual([
      'usr/bin/sh',
      'usr/share',
      'usr/share/shell',
      'usr/share/words',
    ]);
  });
});

describe('what is chosen', () => {
  test('is one line more or less, all lines, or nothing', () => {
    const shown = view();
    expect(shown.state(1)).toMatchObject({ chosen: 0, onlyChosen: null });
    shown.choose(toggle('usr'));
    expect(shown.state(1)).toMatchObject({ chosen: 1, onlyChosen: { name: 'usr', chosen: true } });
    shown.choose(toggle('etc'));
    expect(shown.state(1)).toMatchObject({ chosen: 2, onlyChosen: null });
    shown.choose(toggle('usr'));
    expect(chosen(shown)).toEqual(['etc']);
    shown.choose({ how: 'all' });
    expect(chosen(shown)).toEqual(['etc', 'readme', 'usr']);
    shown.choose({ how: 'none' });
    expect(shown.state(1).chosen).toBe(0);
    expect(shown.chosenFiles()).toEqual({ nodes: [], removed: 0 });
  });

  test('changes the version with each choice, as rows say whether they are chosen', () => {
    const shown = view();
    const { version } = shown.state(1);
    shown.choose(toggle('usr'));
    expect(shown.state(1).version).toBe(version + 1);
  });

  test('never holds the root or what is not there, and refuses what is no path without changing', () => {
    const shown = view({}, { from: 1, to: 2 });
    shown.choose({ how: 'toggle', node: 0 });
    shown.choose(toggle('readme'));
    const absent = node('etc/motd');
    shown.choose({ how: 'toggle', node: absent });
    for (const choice of [
      { how: 'toggle', node: 2 ** 32 },
      { how: 'toggle', node: tree.nodeCount },
      { how: 'range', from: tree.nodeCount, to: 1, add: false },
      { how: 'range', from: 1, to: Number.MAX_SAFE_INTEGER, add: true },
    ] as const) {
      expect(() => shown.choose(choice)).toThrow('entry-unknown');
    }
    expect(chosen(shown)).toEqual(['readme']);
    shown.choose({ how: 'range', from: absent, to: node('usr'), add: false });
    expect(chosen(shown)).toEqual(['etc', 'usr']);
    shown.choose({ how: 'range', from: node('usr'), to: absent, add: false });
    expect(chosen(shown)).toEqual(['etc', 'usr']);
    shown.choose({ how: 'range', from: 0, to: 0, add: false });
    expect(chosen(shown)).toEqual([]);
  });

  test('survives folders, order and filters, and says how much of it is out of sight', () => {
    const shown = opened();
    shown.choose(range('etc/hosts', 'usr/bin/bash'));
    const paths = chosen(shown);
    shown.collapseAll();
    expect(chosen(shown)).toEqual(paths);
    expect(shown.chosenAmount()).toMatchObject({ paths: 5, outOfSight: 4 });
    shown.configure(lower, { ...showAll, text: 'readme', sort: 'size' });
    expect(chosen(shown)).toEqual(paths);
    expect(shown.chosenAmount()).toMatchObject({ paths: 5, outOfSight: 5 });
    shown.configure(lower, showAll);
    shown.expand(0, true, true);
    expect(shown.chosenAmount()).toMatchObject({ paths: 5, outOfSight: 0 });
  });

  test('loses what another layer does not have any more', () => {
    const shown = opened();
    shown.choose(range('etc', 'usr'));
    expect(chosen(shown)).toEqual(['etc', 'etc/hosts', 'etc/motd', 'usr']);
    shown.configure({ from: 1, to: 2 }, showAll);
    expect(chosen(shown)).toEqual(['etc', 'etc/hosts', 'usr']);
    shown.configure({ from: -1, to: 2 }, showAll);
    expect(chosen(shown)).toEqual(['etc', 'usr']);
    shown.configure({ from: -1, to: 0 }, showAll);
    expect(chosen(shown)).toEqual(['etc', 'usr']);
  });

  test('is told up to a number', () => {
    const shown = opened();
    shown.choose({ how: 'all' });
    expect(shown.chosenPaths(2)).toEqual({ paths: ['etc', 'etc/hosts'], left: 10 });
    expect(shown.chosenPaths(0)).toEqual({ paths: [], left: 12 });
  });
});

describe('what it comes to', () => {
  test.each([
    ['a folder', ['usr'], 142],
    ['a folder and what lies in it', ['usr', 'usr/bin', 'usr/bin/sh', 'usr/share/words'], 142],
    ['two names of one file', ['usr/bin/sh', 'usr/share/shell'], 100],
    ['a name of it and the folder of another', ['usr/bin/bash', 'usr/share'], 140],
    ['what is gone', ['etc/motd', 'readme'], 10],
    ['what is gone beside the folder it was in', ['etc', 'etc/motd'], 18],
  ])('for %s is what is taken out for it', (_, paths, bytes) => {
    const shown = opened();
    for (const path of paths) shown.choose(toggle(path));
    expect(shown.chosenAmount().bytes).toBe(bytes);
    const { nodes } = shown.chosenFiles();
    const selection = { layer: lower.to, alone: false, nodes: nodes ?? [] };
    expect(contentBytes(runWhole(listSelection(tree, selection)))).toBe(bytes);
  });

  test('names each folder once and what is gone by itself', () => {
    const shown = opened();
    shown.choose({ how: 'all' });
    expect(shown.chosenFiles()).toEqual({
      nodes: ['etc', 'usr', 'readme', 'etc/motd'].map(node).toSorted((a, b) => a - b),
      removed: 1,
    });
  });

  test('is not named where it is more than can be taken at once', () => {
    const nodeCount = maxChosenNodes + 2;
    const wide: UnionTree = {
      ...tree,
      nodeCount,
      parent: new Uint32Array(nodeCount),
      name: new Uint32Array(nodeCount).fill(tree.name[node('readme')]!),
    };
    const there: UnionState = {
      event: new Uint32Array(nodeCount),
      bytes: new Float64Array(nodeCount),
      count: nodeCount - 1,
      sharedFiles: new Map(),
    };
    const changes: TreeChanges = { ...treeChanges(tree, lower), before: there, after: there };
    const all = new ChosenNodes(nodeCount);
    for (let each = 1; each < nodeCount; each++) all.add(each);
    expect(chosenFiles(wide, changes, all)).toEqual({ nodes: null, removed: 0 });
    expect(chosenPaths(wide, all, maxChosenPaths + 1)).toMatchObject({
      left: maxChosenNodes + 1 - maxChosenPaths,
    });
    all.toggle(1);
    expect(chosenFiles(wide, changes, all).nodes).toHaveLength(maxChosenNodes);
  });
});
