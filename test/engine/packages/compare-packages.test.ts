import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  InstalledPackage,
  PackageComparison,
  PackageManager,
} from '../../../shared/model/package.ts';
import { comparePackages } from '../../../electron/engine/packages/compare-packages.ts';

function installed(
  manager: PackageManager,
  name: string,
  version: string,
  own: Partial<InstalledPackage> = {},
): InstalledPackage {
  const architecture = manager === 'npm' || manager === 'python' ? null : 'amd64';
  return { manager, name, version, architecture, bytes: 1, path: 'db', layer: 0, ...own };
}

function compared(
  a: readonly InstalledPackage[],
  b: readonly InstalledPackage[],
): PackageComparison {
  return comparePackages({ packages: a, unread: [] }, { packages: b, unread: [] });
}

/** Changes as short lines, and how many packages are the same. */
function lines(a: readonly InstalledPackage[], b: readonly InstalledPackage[]): readonly string[] {
  const { changes, unchanged } = compared(a, b);
  const shown = (each: InstalledPackage | null): string =>
    each === null ? '-' : `${each.version}@${each.architecture ?? each.path}`;
  return [
    ...changes.map((each) => `${each.change} ${each.name} ${shown(each.a)} ${shown(each.b)}`),
    `${unchanged} unchanged`,
  ];
}

test('what is on one side only was added or removed, and another version is a change', () => {
  const a = [installed('dpkg', 'a', '1'), installed('dpkg', 'b', '1'), installed('apk', 'c', '1')];
  const b = [installed('dpkg', 'a', '2'), installed('dpkg', 'c', '1'), installed('apk', 'c', '1')];
  expect(lines(a, b)).toEqual([
    'changed a 1@amd64 2@amd64',
    'removed b 1@amd64 -',
    'added c - 1@amd64',
    '1 unchanged',
  ]);
});

test('the layer and the size of a package make no change', () => {
  expect(
    lines([installed('rpm', 'a', '1')], [installed('rpm', 'a', '1', { layer: 4, bytes: 9 })]),
  ).toEqual(['1 unchanged']);
});

test('changes stand by manager, then name', () => {
  const managers = ['python', 'npm', 'rpm', 'apk', 'dpkg'] as const;
  const packages = managers.flatMap((each) => ['b', 'a'].map((name) => installed(each, name, '1')));
  expect(compared([], packages).changes.map((each) => `${each.manager} ${each.name}`)).toEqual(
    ['dpkg', 'apk', 'rpm', 'npm', 'python'].flatMap((each) => [`${each} a`, `${each} b`]),
  );
});

describe('architectures', () => {
  const on = (architecture: string, version = '1'): InstalledPackage =>
    installed('dpkg', 'libc6', version, { architecture });

  test('of one package are compared each with its own', () => {
    expect(lines([on('amd64'), on('i386')], [on('i386', '2'), on('amd64', '2')])).toEqual([
      'changed libc6 1@amd64 2@amd64',
      'changed libc6 1@i386 2@i386',
      '0 unchanged',
    ]);
    expect(lines([on('amd64')], [on('amd64'), on('i386')])).toEqual([
      'added libc6 - 1@i386',
      '1 unchanged',
    ]);
  });

  test('that differ are a change', () => {
    expect(lines([on('amd64')], [on('arm64')])).toEqual([
      'changed libc6 1@amd64 1@arm64',
      '0 unchanged',
    ]);
  });
});

describe('packages that stand several times', () => {
  const at = (path: string, version: string): InstalledPackage =>
    installed('npm', 'x', version, { path });

  test('are compared folder by folder', () => {
    expect(lines([at('p', '1'), at('q', '2')], [at('p', '1'), at('q', '3')])).toEqual([
      'changed x 2@q 3@q',
      '1 unchanged',
    ]);
  });

  test('are unchanged where only the folder differs', () => {
    expect(lines([at('p', '1'), at('q', '2')], [at('q', '1'), at('p', '2')])).toEqual([
      '2 unchanged',
    ]);
  });

  test('are changed where one is left over on either side', () => {
    expect(lines([at('p', '1'), at('q', '2')], [at('p', '2'), at('r', '3')])).toEqual([
      'changed x 1@p 3@r',
      '1 unchanged',
    ]);
  });

  test('are added and removed where it cannot be told what became of which', () => {
    expect(lines([at('p', '1'), at('q', '2')], [at('r', '3'), at('s', '4')])).toEqual([
      'removed x 1@p -',
      'removed x 2@q -',
      'added x - 3@r',
      'added x - 4@s',
      '0 unchanged',
    ]);
  });

  test('are one fewer where a copy is gone', () => {
    expect(lines([at('p', '1'), at('q', '1')], [at('q', '1')])).toEqual([
      'removed x 1@p -',
      '1 unchanged',
    ]);
  });

  test('belong together in Python however the name is written, by the folder they were put into', () => {
    const site = 'usr/lib/python3/site-packages';
    const other = 'opt/venv/site-packages';
    const python = (name: string, version: string, folder: string): InstalledPackage =>
      installed('python', name, version, { path: `${folder}/${name}-${version}.dist-info` });
    expect(
      lines(
        [python('Foo_Bar', '1', site), python('foo-bar', '1', other)],
        [python('foo.bar', '3', other), python('foo-bar', '2', site)],
      ),
    ).toEqual([
      `changed foo-bar 1@${site}/Foo_Bar-1.dist-info 2@${site}/foo-bar-2.dist-info`,
      `changed foo.bar 1@${other}/foo-bar-1.dist-info 3@${other}/foo.bar-3.dist-info`,
      '0 unchanged',
    ]);
  });
});

const anyPackage = fc
  .record({
    manager: fc.constantFrom<PackageManager>('dpkg', 'rpm', 'npm', 'python'),
    name: fc.constantFrom('a', 'A', 'b'),
    version: fc.constantFrom('1', '2', '3'),
    architecture: fc.constantFrom('amd64', 'i386', null),
    path: fc.constantFrom('p', 'q/r', 'q/s'),
  })
  .map((each): InstalledPackage => ({ ...each, bytes: null, layer: 0 }));
const anyPackages = fc.array(anyPackage, { maxLength: 12 });

test('every package of either side is counted once', () => {
  fc.assert(
    fc.property(anyPackages, anyPackages, (a, b) => {
      const { changes, unchanged } = compared(a, b);
      const sides = (side: 'a' | 'b') => changes.flatMap((each) => each[side] ?? []);
      expect(sides('a').length + unchanged).toBe(a.length);
      expect(sides('b').length + unchanged).toBe(b.length);
      for (const each of changes) {
        const kinds = { added: each.a === null, removed: each.b === null, changed: true };
        expect(kinds[each.change] && (each.a ?? each.b) !== null).toBe(true);
        if (each.change === 'changed') {
          const { a: before, b: after } = each;
          expect([before?.version, before?.architecture]).not.toEqual([
            after?.version,
            after?.architecture,
          ]);
        }
      }
    }),
  );
});

test('a side has no differences from itself, and swapping the sides swaps the changes', () => {
  fc.assert(
    fc.property(anyPackages, anyPackages, (a, b) => {
      expect(compared(a, a).changes).toEqual([]);
      const there = compared(a, b);
      const back = compared(b, a);
      expect(back.unchanged).toBe(there.unchanged);
      const count = (of: PackageComparison, change: string): number =>
        of.changes.filter((each) => each.change === change).length;
      expect(count(back, 'added')).toBe(count(there, 'removed'));
      expect(count(back, 'changed')).toBe(count(there, 'changed'));
    }),
  );
});
