import { describe, expect, test } from 'vitest';
import {
  directory,
  file,
  hardLink,
  hidden,
  opaque,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import { listing } from '../../fixtures/listing.ts';

const base = [
  directory('a'),
  file('a/x', 'old'),
  file('a/y', 'yy'),
  directory('a/sub'),
  file('a/sub/z', 'z'),
];

describe('whiteouts', () => {
  test('remove a lower file and only that', () => {
    const tree = unionTree(base, [directory('a'), whiteout('a/x')]);
    expect(listing(tree)).toEqual({
      a: 'd755',
      'a/sub': 'd755',
      'a/sub/z': 'file 1 644',
      'a/y': 'file 2 644',
    });
    expect(listing(tree, 0)).toHaveProperty('a/x');
  });

  test('remove a lower folder with all below it', () => {
    expect(listing(unionTree(base, [whiteout('a')]))).toEqual({});
  });

  test.each([
    ['before', [directory('a'), whiteout('a/x'), file('a/x', 'fresh')]],
    ['after', [directory('a'), file('a/x', 'fresh'), whiteout('a/x')]],
  ])('%s a new file of the same name in the same layer keep the new file', (_, layer) => {
    expect(listing(unionTree(base, layer))).toHaveProperty('a/x', 'file 5 644');
  });

  test('of a folder that the layer makes anew leave only what is new', () => {
    const layer = [whiteout('a'), directory('a', { mode: 0o700 }), file('a/new', 'n')];
    expect(listing(unionTree(base, layer))).toEqual({ a: 'd700', 'a/new': 'file 1 644' });
  });

  test('of a folder that the layer fills without naming it make the folder with 0755', () => {
    const lower = [directory('a', { mode: 0o700 }), file('a/x')];
    expect(listing(unionTree(lower, [whiteout('a'), file('a/new', 'n')]))).toEqual({
      a: 'd755',
      'a/new': 'file 1 644',
    });
  });

  test('of nothing are noted and make no folders', () => {
    const tree = unionTree(base, [whiteout('missing/file'), whiteout('a/nothing')]);
    expect(listing(tree)).toEqual(listing(unionTree(base)));
    expect(tree.problems.map(({ code }) => code)).toEqual([
      'whiteout-of-nothing',
      'whiteout-of-nothing',
    ]);
  });

  test('let a path come back in a later layer', () => {
    const tree = unionTree(base, [whiteout('a')], [directory('a'), file('a/x', 'back')]);
    expect(listing(tree)).toEqual({ a: 'd755', 'a/x': 'file 4 644' });
    expect(listing(tree, 1)).toEqual({});
  });
});

describe('opaque folders', () => {
  test.each([
    [
      'first',
      [
        directory('a'),
        opaque('a'),
        file('a/new', 'n'),
        directory('a/sub'),
        file('a/sub/new2', '2'),
      ],
    ],
    [
      'last',
      [
        directory('a'),
        file('a/new', 'n'),
        directory('a/sub'),
        file('a/sub/new2', '2'),
        opaque('a'),
      ],
    ],
  ])('hide lower children only, the marker standing %s', (_, layer) => {
    expect(listing(unionTree(base, layer))).toEqual({
      a: 'd755',
      'a/new': 'file 1 644',
      'a/sub': 'd755',
      'a/sub/new2': 'file 1 644',
    });
  });

  test('keep the attributes of the lower folder when the layer has no entry for it', () => {
    const lower = [directory('a', { mode: 0o700 }), file('a/x')];
    expect(listing(unionTree(lower, [opaque('a')]))).toEqual({ a: 'd700' });
  });

  test('at the root hide everything below', () => {
    expect(listing(unionTree(base, [opaque(''), file('new', 'n')]))).toEqual({ new: 'file 1 644' });
  });

  test('over a lower file make it a folder', () => {
    const tree = unionTree(
      [directory('a'), file('a/f', 'x')],
      [opaque('a/f'), file('a/f/new', 'n')],
    );
    expect(listing(tree)).toEqual({ a: 'd755', 'a/f': 'd755', 'a/f/new': 'file 1 644' });
  });

  test('that are missing make nothing', () => {
    expect(listing(unionTree(base, [opaque('gone')]))).toEqual(listing(unionTree(base)));
  });
});

describe('changes of type', () => {
  test('a file over a folder takes its children away for good', () => {
    const tree = unionTree(base, [file('a', 'now a file')], [directory('a')]);
    expect(listing(tree, 1)).toEqual({ a: 'file 10 644' });
    expect(listing(tree, 2)).toEqual({ a: 'd755' });
  });

  test('a link over a folder does too', () => {
    expect(listing(unionTree(base, [symlink('a', 'b')]))).toEqual({ a: '-> b' });
  });

  test('a folder over a file replaces it', () => {
    expect(listing(unionTree([file('a', 'x')], [directory('a'), file('a/b', 'y')]))).toEqual({
      a: 'd755',
      'a/b': 'file 1 644',
    });
  });

  test('a folder over a folder keeps the children and takes the new attributes', () => {
    expect(listing(unionTree(base, [directory('a', { mode: 0o700, uid: 5, gid: 6 })]))).toEqual({
      ...listing(unionTree(base)),
      a: 'd700 5:6',
    });
  });
});

describe('paths of one layer', () => {
  test('the last of several entries for one path wins and is reported', () => {
    const tree = unionTree([file('f', '1'), file('f', '22')]);
    expect(listing(tree)).toEqual({ f: 'file 2 644' });
    expect(tree.problems.map(({ code }) => code)).toEqual(['path-duplicate']);
  });

  test('a link and a folder of one path: the later wins', () => {
    expect(listing(unionTree([symlink('d', 'x'), directory('d')]))).toEqual({ d: 'd755' });
    expect(listing(unionTree([directory('d'), symlink('d', 'x')]))).toEqual({ d: '-> x' });
  });

  test('missing parents are made with 0755, and lower ones keep their attributes', () => {
    const tree = unionTree([directory('a', { mode: 0o700 })], [file('a/b/c/f', 'x')]);
    expect(listing(tree)).toEqual({
      a: 'd700',
      'a/b': 'd755',
      'a/b/c': 'd755',
      'a/b/c/f': 'file 1 644',
    });
  });

  test('through a link of the same layer land behind the link', () => {
    const tree = unionTree([directory('real'), symlink('link', '/real'), file('link/new', 'n')]);
    expect(listing(tree)).toEqual({ link: '-> /real', real: 'd755', 'real/new': 'file 1 644' });
  });

  test('through links that lead out stay inside', () => {
    const tree = unionTree([symlink('d/out', '../../../../etc'), file('d/out/passwd', 'x')]);
    expect(listing(tree)).toEqual({
      d: 'd755',
      'd/out': '-> ../../../../etc',
      etc: 'd755',
      'etc/passwd': 'file 1 644',
    });
  });

  test('through links in a circle are left out and reported', () => {
    const tree = unionTree([
      symlink('a', 'b'),
      symlink('b', 'a'),
      file('a/x', 'x'),
      file('ok', 'k'),
    ]);
    expect(listing(tree)).toEqual({ a: '-> b', b: '-> a', ok: 'file 1 644' });
    expect(tree.problems.map(({ code }) => code)).toEqual(['symlink-loop']);
  });

  test('under a link of a lower layer turn it into a folder, as overlay file systems do', () => {
    const tree = unionTree([directory('real'), symlink('link', 'real')], [file('link/new', 'n')]);
    expect(listing(tree)).toEqual({ link: 'd755', 'link/new': 'file 1 644', real: 'd755' });
    expect(tree.problems.map(({ code }) => code)).toEqual(['path-under-symlink']);
  });

  test('under a plain file turn it into a folder and are reported', () => {
    const tree = unionTree([file('f', 'x')], [file('f/y', 'y')]);
    expect(listing(tree)).toEqual({ f: 'd755', 'f/y': 'file 1 644' });
    expect(tree.problems.map(({ code }) => code)).toEqual(['path-under-file']);
  });

  test.each([
    ['named', [directory('p'), directory('p/q'), file('p/q/c', 'c'), file('p', 'now a file')]],
    ['implied', [file('p/q/c', 'c'), file('p', 'now a file')]],
  ])('in a folder, %s, that a later entry replaces by a file go with it', (_, layer) => {
    const tree = unionTree(layer);
    expect(listing(tree)).toEqual({ p: 'file 10 644' });
    expect(tree.problems.map(({ code }) => code)).toContain('path-duplicate');
  });

  test('below a file of the same layer: what comes later makes it a folder again', () => {
    const tree = unionTree([
      directory('p/q'),
      file('p/q/gone', 'g'),
      file('p', 'file'),
      file('p/q/stays', 's'),
    ]);
    expect(listing(tree)).toEqual({ p: 'd755', 'p/q': 'd755', 'p/q/stays': 'file 1 644' });
    expect(tree.eventCount).toBe(3);
  });

  test('that are markers turn a lower link or file above them into a folder', () => {
    const lower = [directory('real'), file('real/o', 'o'), symlink('link', 'real'), file('f', 'x')];
    const tree = unionTree(lower, [whiteout('link/o'), opaque('f/deep'), whiteout('none/o')]);
    expect(listing(tree)).toEqual({
      f: 'd755',
      link: 'd755',
      real: 'd755',
      'real/o': 'file 1 644',
    });
    const removed = unionTree(lower, [whiteout('link/o'), whiteout('link')]);
    expect(listing(removed)).not.toHaveProperty('link');
    expect(listing(unionTree(lower, [whiteout('link'), whiteout('link/o')]))).toEqual(
      listing(removed),
    );
  });

  test('an entry for the root sets attributes only', () => {
    expect(
      listing(unionTree([file('', 'no'), directory('', { mode: 0o700 }), file('f', 'x')])),
    ).toEqual({
      f: 'file 1 644',
    });
  });
});

describe('hard links', () => {
  test('show the file they lead to, before or after it in the tar', () => {
    const expected = { a: 'file 3 600', b: 'file 3 600' };
    const target = file('a', 'abc', { mode: 0o600 });
    expect(listing(unionTree([target, hardLink('b', 'a')]))).toEqual(expected);
    expect(listing(unionTree([hardLink('b', 'a'), target]))).toEqual(expected);
  });

  test('to a link are that link', () => {
    expect(listing(unionTree([symlink('l', 'there'), hardLink('h', 'l')]))).toEqual({
      l: '-> there',
      h: '-> there',
    });
  });

  test('to a lower file find it, and keep it when the name goes', () => {
    const tree = unionTree(
      [file('f', 'abc')],
      [hardLink('g', 'f')],
      [whiteout('f')],
      [file('f', 'other')],
    );
    expect(listing(tree, 1)).toEqual({ f: 'file 3 644', g: 'file 3 644' });
    expect(listing(tree)).toEqual({ f: 'file 5 644', g: 'file 3 644' });
    expect(tree.problems.map(({ code }) => code)).toEqual(['hard-link-lower']);
  });

  test('keep the content when the same layer removes the lower name', () => {
    expect(listing(unionTree([file('f', 'abc')], [hardLink('g', 'f'), whiteout('f')]))).toEqual({
      g: 'file 3 644',
    });
  });

  test('to nothing, to themselves and in circles are empty files and reported', () => {
    const tree = unionTree([
      hardLink('a', 'none'),
      hardLink('b', 'b'),
      hardLink('c', 'd'),
      hardLink('d', 'c'),
    ]);
    expect(Object.values(listing(tree))).toEqual(Array.from({ length: 4 }, () => 'file 0 644'));
    expect(tree.problems.map(({ code }) => code)).toEqual(
      Array.from({ length: 4 }, () => 'hard-link-broken'),
    );
  });

  test('lead into the book-keeping of a storage driver, which itself is not shown', () => {
    expect(
      listing(unionTree([hidden('.wh..wh.plnk/1.2', 'abc'), hardLink('f', '.wh..wh.plnk/1.2')])),
    ).toEqual({
      f: 'file 3 644',
    });
  });
});

test('a layer that cannot be read leaves the others as they are', () => {
  const tree = unionTree([file('a', '1')], null, [file('b', '2')]);
  expect(listing(tree)).toEqual({ a: 'file 1 644', b: 'file 1 644' });
});

test('names that mean something to JavaScript are plain names', () => {
  const names = ['__proto__', 'constructor', 'toString', '__proto__/constructor'];
  const tree = unionTree(
    names.map((name) => (name === '__proto__' ? directory(name) : file(name, 'x'))),
  );
  expect(new Set(Object.getOwnPropertyNames(listing(tree)))).toEqual(new Set(names));
});
