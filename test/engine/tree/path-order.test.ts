import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodesInPathOrder } from '../../../electron/engine/tree/path-order.ts';
import { pathBytes, pathText } from '../../../electron/engine/tree/paths.ts';
import { file, unionTree } from '../../fixtures/layer-index.ts';

function ordered(...paths: readonly string[]): readonly string[] {
  const tree = unionTree(paths.map((path) => file(path)));
  return [...nodesInPathOrder(tree)].map((node) => pathText(tree, node));
}

test('a folder comes before its content, and what sorts before a slash between them', () => {
  expect(ordered('a/b', 'a-b', 'a0', 'a.b/c', 'B')).toEqual([
    'B',
    'a',
    'a-b',
    'a.b',
    'a.b/c',
    'a/b',
    'a0',
  ]);
});

test('folders that are not entered are there without their content', () => {
  const tree = unionTree(['a/b/c', 'a/d', 'e/f', 'g'].map((path) => file(path)));
  const entered: string[] = [];
  const nodes = nodesInPathOrder(tree, (folder) => {
    entered.push(pathText(tree, folder));
    return folder === 0 || pathText(tree, folder) === 'a';
  });
  expect([...nodes].map((node) => pathText(tree, node))).toEqual(['a', 'a/b', 'a/d', 'e', 'g']);
  expect(entered).toEqual(['', 'a', 'a/b', 'e']);
  expect([...nodesInPathOrder(tree, () => false)]).toEqual([]);
});

test('bytes decide, not UTF-16', () => {
  expect(ordered('\u{1F600}', '\uFF5E')).toEqual(['\uFF5E', '\u{1F600}']);
});

test('every path comes once, in the order of its bytes', () => {
  const part = fc.constantFrom('a', 'b', 'a-', 'a.', 'a0', 'é', '~');
  const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 20 }), (paths) => {
      const tree = unionTree(paths.map((each) => file(each)));
      const nodes = [...nodesInPathOrder(tree)];
      const bytes = nodes.map((node) => pathBytes(tree, node));
      expect(new Set(nodes).size).toBe(tree.nodeCount - 1);
      expect(bytes).toEqual(bytes.toSorted((one, other) => Buffer.compare(one, other)));
    }),
  );
});
