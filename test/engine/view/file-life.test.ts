import { expect, test } from 'vitest';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { fileLife } from '../../../electron/engine/view/file-life.ts';
import {
  directory,
  file,
  opaque,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';

const tree = unionTree(
  [directory('etc'), file('etc/motd', 'hello'), file('etc/once', 'x')],
  [file('etc/motd', 'hello')],
  [file('etc/motd', 'howdy, all', { mode: 0o600, uid: 7, modified: 2_000_000 })],
  [whiteout('etc/motd')],
  [file('etc/motd', 'again')],
  [whiteout('etc')],
  [symlink('etc/motd', 'other')],
  [opaque('etc'), file('etc/motd', 'new')],
);

/** One line for each step: layer, what it did, by how much the file grew. */
function lines(of: UnionTree, path: string): readonly string[] {
  return fileLife(of, findNode(of, path)).steps.map((step) =>
    [
      step.layer,
      step.returned ? 'returned' : step.change,
      ...step.reasons,
      ...(step.removal === null ? [] : [step.removal]),
      step.grownBytes,
      step.attributes === null ? 'gone' : step.attributes.type,
    ].join(' '),
  );
}

test('tells what every layer did to a path', () => {
  expect(lines(tree, 'etc/motd')).toEqual([
    '0 added 5 file',
    '1 unchanged 0 file',
    '2 modified content mode owner mtime 5 file',
    '3 removed whiteout -10 gone',
    '4 returned 5 file',
    '5 removed folder-whiteout -5 gone',
    '6 returned 0 symlink',
    '7 modified type mode 3 file',
  ]);
  expect(lines(tree, 'etc/once')).toEqual(['0 added 1 file', '5 removed folder-whiteout -1 gone']);
});

test('gives each version with its attributes', () => {
  const { path, steps } = fileLife(tree, findNode(tree, 'etc/motd'));
  expect(path).toBe('etc/motd');
  expect(steps[2]?.attributes).toMatchObject({
    bytes: 10,
    mode: 0o600,
    owner: { uid: 7 },
    modified: 2_000_000,
    origin: 2,
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(steps[3]?.attributes).toBeNull();
});

test('of a folder that an opaque mark keeps, what lies in it goes and it stays', () => {
  const emptied = unionTree([directory('a'), file('a/b', 'x')], [directory('a'), opaque('a')]);
  expect(lines(emptied, 'a')).toEqual(['0 added 0 directory', '1 unchanged 0 directory']);
  expect(lines(emptied, 'a/b')).toEqual(['0 added 1 file', '1 removed opaque -1 gone']);
});

test('counts what a layer holds for a path before the entry that counts', () => {
  const twice = unionTree(
    [file('a', 'first'), file('b', ''), file('a', '22'), file('a', 'last one')],
    [file('a', 'x'), directory('a')],
    [file('a', 'y')],
  );
  const { steps } = fileLife(twice, findNode(twice, 'a'));
  expect(steps.map(({ layer, earlier, attributes }) => [layer, earlier, attributes?.type])).toEqual(
    [
      [0, { entries: 2, bytes: 7 }, 'file'],
      [1, { entries: 1, bytes: 1 }, 'directory'],
      [2, { entries: 0, bytes: 0 }, 'file'],
    ],
  );
});
