import { describe, expect, test } from 'vitest';
import {
  directory,
  file,
  hardLink,
  symlink,
  unionTree,
  whiteout,
  opaque,
} from '../../fixtures/layer-index.ts';
import { listed, listedPaths, nodesOf, stackOf } from '../../fixtures/tree-export.ts';
import { concat, entry, tar } from '../../fixtures/tar-builder.ts';

describe('a listing', () => {
  test('has every path after a layer in the order of bytes, a folder before what is in it', () => {
    const tree = unionTree(
      [directory('a'), file('a/z', '1'), file('a-b', '2'), symlink('a/l', 'z'), file('B', '3')],
      [file('a/y/deep', '4'), whiteout('B')],
    );
    expect(listedPaths(listed(tree))).toEqual(['a/', 'a-b', 'a/l -> z', 'a/y/', 'a/y/deep', 'a/z']);
    expect(listedPaths(listed(tree, { layer: 0 }))).toEqual(['B', 'a/', 'a-b', 'a/l -> z', 'a/z']);
  });

  test('writes a further name as a link to the first, wherever the content stands', () => {
    const tree = unionTree(
      [file('m', 'content'), hardLink('z', 'm'), file('other', 'content')],
      [hardLink('b', 'm')],
    );
    const listing = listed(tree);
    expect(listedPaths(listing)).toEqual(['b', 'm = b', 'other', 'z = b']);
    expect([...listing.index.size]).toEqual([7, 0, 7, 0]);
    expect([...listing.layer]).toEqual([0, 0, 0, 0]);
  });

  test('of one layer alone has neither whiteouts nor what lies below', () => {
    const tree = unionTree(
      [directory('a'), file('a/lower', '1'), file('gone', '2')],
      [file('a/own', '3'), whiteout('gone'), opaque('o')],
    );
    expect(listedPaths(listed(tree, { alone: true }))).toEqual(['a/own']);
  });

  test('begins at the folder that everything chosen lies in', () => {
    const tree = unionTree([
      directory('etc/nginx'),
      file('etc/nginx/conf', '1'),
      file('etc/rc', '2'),
    ]);
    const one = listed(tree, { nodes: nodesOf(tree, 'etc/nginx') });
    expect(listedPaths(one)).toEqual(['nginx/', 'nginx/conf']);
    const two = listed(tree, { nodes: nodesOf(tree, 'etc/nginx/conf', 'etc/rc') });
    expect(listedPaths(two)).toEqual(['nginx/conf', 'rc']);
  });

  test('takes a deleted path as the last layer had it that held it', () => {
    const tree = unionTree(
      [directory('d'), file('d/x', 'old'), file('d/y', '1')],
      [file('d/x', 'newer')],
      [whiteout('d')],
      [file('later', '')],
    );
    const listing = listed(tree, { nodes: nodesOf(tree, 'd') });
    expect(listedPaths(listing)).toEqual(['d/', 'd/x', 'd/y']);
    expect([...listing.layer]).toEqual([0, 1, 0]);
    expect([...listing.index.size]).toEqual([0, 5, 1]);
  });

  test('leaves out what comes only above the layer', () => {
    const tree = unionTree([file('a', '1')], [file('b', '2')]);
    expect(listedPaths(listed(tree, { layer: 0, nodes: nodesOf(tree, 'a', 'b') }))).toEqual(['a']);
  });

  test('refuses what was in a folder that is a file now, where both are chosen', () => {
    const tree = unionTree(
      [directory('d'), directory('d/sub'), file('d/sub/x', '1')],
      [file('d', 'a file')],
    );
    const listing = listed(tree, { nodes: nodesOf(tree, 'd', 'd/sub') });
    expect(listedPaths(listing)).toEqual(['d']);
    expect(listing.losses).toEqual([
      {
        kind: 'name-refused',
        count: 2,
        paths: [
          { path: 'd/sub', became: null },
          { path: 'd/sub/x', became: null },
        ],
      },
    ]);
  });

  test('names hard links that lead nowhere, and contents that are cut off', () => {
    const cut = concat(
      entry({ name: 'whole' }, 'x'),
      entry({ name: 'dangling', type: '1', link: 'nothing' }),
      entry({ name: 'cut', size: 5000 }, 'short'),
    );
    const listing = listed(stackOf(cut).tree);
    expect(listedPaths(listing)).toEqual(['whole']);
    expect(listing.losses.map(({ kind, paths }) => [kind, paths[0]?.path])).toEqual([
      ['hard-link', 'dangling'],
      ['unreadable', 'cut'],
    ]);
  });

  test('is empty for an empty image', () => {
    expect(listedPaths(listed(stackOf(tar()).tree))).toEqual([]);
    expect(listedPaths(listed(unionTree([]), { nodes: [] }))).toEqual([]);
  });
});
