import { describe, expect, test } from 'vitest';
import { changeKinds } from '../../../shared/model/change.ts';
import { showAll } from '../../../shared/model/view.ts';
import type { Row, ViewOptions } from '../../../shared/model/view.ts';
import { pairRange, viewedPair } from '../../../electron/engine/compare/pair-changes.ts';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import { TreeView } from '../../../electron/engine/view/tree-view.ts';
import { directory, file, hardLink, unionTree, whiteout } from '../../fixtures/layer-index.ts';
import { compare, point } from './compared.ts';

const later = { modified: 9_000_000 };
const a = unionTree([
  directory('etc'),
  file('etc/conf', 'old', { uid: 1 }),
  file('etc/stamp', 's'),
  directory('var'),
  file('var/touched', 't'),
  directory('lib'),
  file('lib/grown', 'g'.repeat(10)),
  file('lib/gone', 'x'.repeat(7)),
  file('lib/linked', 'l'.repeat(5)),
  hardLink('lib/name', 'lib/linked'),
  file('bin', 'program'),
]);
const b = unionTree(
  [
    directory('etc'),
    file('etc/conf', 'new', { uid: 2 }),
    file('etc/stamp', 's', later),
    directory('var'),
    file('var/touched', 't', later),
  ],
  [
    directory('lib'),
    file('lib/grown', 'g'.repeat(30)),
    file('lib/linked', 'l'.repeat(5)),
    file('lib/name', 'l'.repeat(5)),
    file('lib/bin', 'program'),
    file('added', 'a'.repeat(4)),
    whiteout('nothing'),
  ],
);
const { pair, changes } = compare(point(a), point(b));

function view(options: Partial<ViewOptions> = {}): TreeView {
  const shown = new TreeView(viewedPair(pair, changes), pairRange, { ...showAll, ...options });
  shown.expand(0, true, true);
  return shown;
}

function rows(options: Partial<ViewOptions> = {}): ReadonlyMap<string, Row> {
  const all = view(options).rows(0, 500);
  return new Map(all.map((row) => [pathText(pair.tree, row.node), row]));
}

const differing = changeKinds.filter((kind) => kind !== 'unchanged');

describe('rows', () => {
  test('have the sizes of both sides, folders those of all their files', () => {
    const sizes = new Map(
      [...rows()].map(([path, { bytesBefore, bytesAfter }]) => [path, [bytesBefore, bytesAfter]]),
    );
    expect(sizes.get('lib/grown')).toEqual([10, 30]);
    expect(sizes.get('lib/gone')).toEqual([7, null]);
    expect(sizes.get('added')).toEqual([null, 4]);
    expect(sizes.get('lib/name')).toEqual([5, 5]);
    expect(sizes.get('lib')).toEqual([22, 47]);
  });

  test('say where a moved file is on the other side, on both of its paths', () => {
    const shown = rows();
    expect(shown.get('bin')).toMatchObject({
      change: 'moved',
      movedPath: 'lib/bin',
      bytesAfter: null,
    });
    expect(shown.get('lib/bin')).toMatchObject({
      change: 'moved',
      movedPath: 'bin',
      bytesBefore: null,
    });
    expect(shown.get('lib/gone')!.movedPath).toBeNull();
  });

  test('have the layer of the image that the path is from', () => {
    const shown = rows();
    expect(shown.get('lib/gone')!.origin).toBe(0);
    expect(shown.get('lib/grown')!.origin).toBe(1);
    expect(shown.get('etc/conf')!.origin).toBe(0);
  });
});

test('the state counts moved and time-only paths whatever is hidden', () => {
  for (const options of [{}, { timeOnly: false }, { kinds: ['added' as const] }]) {
    expect(view(options).state(1)).toMatchObject({
      changes: { added: 2, modified: 5, removed: 2 },
      moved: 1,
      timeOnly: 2,
    });
  }
});

describe('a path whose time alone differs', () => {
  test('is unchanged unless it is asked for, and so is the folder it lies in', () => {
    const hidden = rows({ timeOnly: false });
    expect(hidden.get('var/touched')).toMatchObject({ change: 'unchanged', reasons: [] });
    expect(hidden.get('var')!.changedInside).toBe(false);
    expect(hidden.get('etc')!.changedInside).toBe(true);
    const shown = rows();
    expect(shown.get('var/touched')).toMatchObject({ change: 'modified', reasons: ['mtime'] });
    expect(shown.get('var')!.changedInside).toBe(true);
  });

  test('is not among the differences that are shown', () => {
    const paths = [...rows({ kinds: differing, timeOnly: false }).keys()];
    expect(paths).not.toContain('var');
    expect(paths).toContain('etc/conf');
    expect([...rows({ kinds: differing }).keys()]).toContain('var/touched');
  });

  test('comes and goes with the option of a view that is open', () => {
    const shown = view({ kinds: ['modified'] });
    const count = (): number => shown.state(1).matches;
    expect(count()).toBe(5);
    shown.configure(pairRange, { ...showAll, kinds: ['modified'], timeOnly: false });
    expect(count()).toBe(3);
    shown.configure(pairRange, { ...showAll, kinds: ['modified'] });
    expect(count()).toBe(5);
  });
});

describe('filters', () => {
  test('by reason keep what is modified for one of them, with all its reasons', () => {
    const owners = rows({ kinds: ['modified'], reasons: ['owner'] });
    expect([...owners.keys()]).toEqual(['etc', 'etc/conf']);
    expect(owners.get('etc/conf')!.reasons).toEqual(['content', 'owner']);
    expect([...rows({ kinds: ['modified'], reasons: ['link'] }).keys()]).toHaveLength(2);
    expect(rows({ reasons: [] }).get('etc/conf')!.change).toBe('unchanged');
  });

  test('by kind tell moved files from removed and added ones', () => {
    expect([...rows({ kinds: ['moved'] }).keys()]).toEqual(['lib', 'lib/bin', 'bin']);
    expect([...rows({ kinds: ['removed'] }).keys()]).toEqual(['lib', 'lib/gone']);
    expect([...rows({ kinds: ['added'] }).keys()]).toEqual(['added']);
  });
});

describe('order', () => {
  const top = (options: Partial<ViewOptions>): string[] =>
    [...rows(options).keys()].filter((path) => !path.includes('/'));
  const inLib = (options: Partial<ViewOptions>): string[] =>
    [...rows(options).keys()].filter((path) => path.startsWith('lib/'));

  test('by difference puts what grew most first, folders by all that is in them', () => {
    expect(top({ sort: 'difference', descending: true })).toEqual([
      'lib',
      'added',
      'etc',
      'var',
      'bin',
    ]);
    expect(inLib({ sort: 'difference', descending: true })).toEqual([
      'lib/grown',
      'lib/bin',
      'lib/linked',
      'lib/name',
      'lib/gone',
    ]);
  });

  test('by the size before puts what was not there before the rest', () => {
    expect(inLib({ sort: 'sizeBefore' })).toEqual([
      'lib/bin',
      'lib/linked',
      'lib/name',
      'lib/gone',
      'lib/grown',
    ]);
  });
});

test('has no other range', () => {
  expect(() => new TreeView(viewedPair(pair, changes), { from: 0, to: 0 }, showAll)).toThrow(
    'arguments-invalid',
  );
});
