import { describe, expect, test } from 'vitest';
import {
  directory,
  file,
  hardLink,
  hidden,
  opaque,
  symlink,
  whiteout,
} from '../../fixtures/layer-index.ts';
import { allFiles, hiddenLines, wasteOfLayers } from './read-hidden.ts';

describe('a file is hidden by', () => {
  test('another file at its path', () => {
    expect(hiddenLines([file('a', 'old')], [file('a', 'newer')])).toEqual(['a 3 overwritten 0>1']);
  });

  test('something else at its path', () => {
    expect(hiddenLines([file('a', 'old')], [symlink('a', 'b')])).toEqual(['a 3 overwritten 0>1']);
    expect(hiddenLines([file('a', 'old')], [file('a/b', 'in')])).toEqual(['a 3 overwritten 0>1']);
  });

  test('its own content with other attributes', () => {
    expect(hiddenLines([file('a', 'same')], [file('a', 'same', { mode: 0o600 })])).toEqual([
      'a 4 metadata 0>1 mode',
    ]);
    expect(
      hiddenLines([file('a', 'same')], [file('a', 'same', { uid: 7, modified: 5000 })]),
    ).toEqual(['a 4 metadata 0>1 owner mtime']);
    expect(hiddenLines([file('a', 'same')], [file('a', 'same')])).toEqual(['a 4 metadata 0>1']);
  });

  test('a whiteout, and nothing else when it comes back later', () => {
    const layers = [[file('a', 'one')], [whiteout('a')], [file('a', 'one')]];
    expect(hiddenLines(...layers)).toEqual(['a 3 deleted-file 0>1']);
  });

  test('the entry where its layer removes the path and brings it again', () => {
    expect(hiddenLines([file('a', 'one')], [whiteout('a'), file('a', 'two')])).toEqual([
      'a 3 overwritten 0>1',
    ]);
    expect(hiddenLines([file('d/a', 'one')], [whiteout('d'), file('d/a', 'one')])).toEqual([
      'd/a 3 metadata 0>1',
    ]);
  });

  test('a whiteout of a folder above it', () => {
    expect(hiddenLines([file('d/e/a', 'one')], [whiteout('d')])).toEqual([
      'd/e/a 3 deleted-folder 0>1',
    ]);
  });

  test('an opaque folder above it', () => {
    expect(
      hiddenLines([file('d/e/a', 'one')], [directory('d'), opaque('d'), file('d/b', 'new')]),
    ).toEqual(['d/e/a 3 opaque 0>1']);
  });

  test('what took the place of a folder above it', () => {
    expect(hiddenLines([file('d/e/a', 'one')], [symlink('d', 'e')])).toEqual([
      'd/e/a 3 replaced 0>1',
    ]);
  });

  test('a later entry of its own layer', () => {
    expect(hiddenLines([file('a', 'first'), file('a', 'last')])).toEqual(['a 5 duplicate 0>0']);
    expect(hiddenLines([file('d/a', 'buried'), file('d')])).toEqual(['d/a 6 duplicate 0>0']);
  });

  test('being book-keeping of a storage driver', () => {
    expect(hiddenLines([hidden('.wh..wh.plnk/1.2', 'book')])).toEqual([
      '.wh..wh.plnk/1.2 4 not-shown 0>0',
    ]);
    expect(hiddenLines([hidden('.wh..wh.plnk/1.2', 'book'), hardLink('a', '.wh..wh.plnk/1.2')]))
      // A link makes it a file of the image.
      .toEqual([]);
  });

  test('each further copy: every layer that is covered stores for nothing', () => {
    const layers = [1, 2, 3].map((bytes) => [file('a', 'x'.repeat(bytes))]);
    expect(hiddenLines(...layers)).toEqual(['a 2 overwritten 1>2', 'a 1 overwritten 0>1']);
  });
});

describe('a file of several names', () => {
  test('counts once, and not at all while one name is left', () => {
    const base = [file('a', 'linked'), hardLink('b', 'a')];
    expect(wasteOfLayers(base).waste).toMatchObject({ storedBytes: 6, visibleBytes: 6, total: 0 });
    expect(hiddenLines(base, [whiteout('a')])).toEqual([]);
    expect(hiddenLines(base, [whiteout('a')], [whiteout('b')])).toEqual(['b 6 deleted-file 0>2']);
  });

  test('stays visible by a link of a higher layer', () => {
    expect(hiddenLines([file('a', 'linked')], [hardLink('b', 'a'), whiteout('a')])).toEqual([]);
    expect(
      hiddenLines([file('a', 'linked')], [hardLink('b', 'a'), whiteout('a')], [whiteout('b')]),
    ).toEqual(['b 6 deleted-file 0>2']);
  });

  test('loses one name to a chmod: the other still shows the old bytes', () => {
    const base = [file('a', 'linked'), hardLink('b', 'a')];
    expect(hiddenLines(base, [file('a', 'linked', { mode: 0o600 })])).toEqual([]);
    // Now both: the layer stores the content again, though one name simply went away.
    expect(hiddenLines(base, [whiteout('a'), file('b', 'linked', { mode: 0o600 })])).toEqual([
      'b 6 metadata 0>1 mode',
    ]);
  });

  test('is not stored again by a link to the same content', () => {
    const base = [file('a', 'same'), file('b', 'same')];
    expect(hiddenLines(base, [hardLink('b', 'a')])).toEqual(['b 4 overwritten 0>1']);
  });
});

test('a file without bytes and what is no file hide nothing', () => {
  const { waste } = wasteOfLayers(
    [file('a'), directory('d'), symlink('l', 'a')],
    [whiteout('a'), whiteout('d'), whiteout('l')],
  );
  expect(waste).toMatchObject({ total: 0, files: 0, groups: [] });
});

test('groups have one cause, one storing and one hiding layer, and their deepest folder', () => {
  const { waste, reading } = wasteOfLayers(
    [
      file('var/cache/apt/a', 'aaaa'),
      file('var/cache/apt/deep/b', 'bbb'),
      file('var/lib/c', 'c'),
      file('etc/d', 'dd'),
      file('etc/d', 'kept'),
      file('opt/x/e', 'eeeee'),
      file('opt/x/e', 'kept'),
      file('opt/y', 'f'),
      file('opt/y', 'kept'),
    ],
    [whiteout('var/cache')],
    [whiteout('var/lib')],
  );
  expect(waste.groups).toMatchObject([
    { cause: 'duplicate', storedIn: 0, hiddenIn: 0, path: '', files: 3, bytes: 8 },
    {
      cause: 'deleted-folder',
      storedIn: 0,
      hiddenIn: 1,
      path: 'var/cache/apt',
      files: 2,
      bytes: 7,
    },
    { cause: 'deleted-folder', storedIn: 0, hiddenIn: 2, path: 'var/lib/c', files: 1, bytes: 1 },
  ]);
  const lists = waste.groups.map((_, group) => allFiles(reading, group).map(({ path }) => path));
  expect(lists).toEqual([
    ['opt/x/e', 'etc/d', 'opt/y'],
    ['var/cache/apt/a', 'var/cache/apt/deep/b'],
    ['var/lib/c'],
  ]);
  expect(allFiles(reading, 3)).toEqual([]);
});

test('a duplicate names its path in the tree, book-keeping none', () => {
  const { files, tree } = wasteOfLayers([
    file('d/a', 'first'),
    file('d/a', 'last'),
    hidden('.wh..wh.aufs', 'x'),
  ]);
  expect(files.map(({ node }) => node === null)).toEqual([false, true]);
  expect(tree.parent[files[0]!.node!]).not.toBe(0);
});

test('a layer that could not be read counts for nothing, and is named', () => {
  const { waste } = wasteOfLayers([file('a', 'one')], null, [whiteout('a')]);
  expect(waste).toMatchObject({ total: 3, unreadLayers: [1] });
  expect(waste.layers.map(({ storedBytes, hiddenBytes }) => [storedBytes, hiddenBytes])).toEqual([
    [3, 3],
    [0, 0],
    [0, 0],
  ]);
});
