import { describe, expect, test } from 'vitest';
import type { PathAttributes } from '../../../electron/engine/advice/advice-input.ts';
import { advise } from '../../../electron/engine/advice/advise.ts';
import { isBuildTool } from '../../../electron/engine/advice/build-tools-advice.ts';
import type { InstalledPackage } from '../../../shared/model/package.ts';
import { duplicates, input, leftover, noFindings, noPackages, step, steps } from './input.ts';

const plain: PathAttributes = { uid: 0, gid: 0, mode: 0o755, isExtended: false };

describe('the same content twice', () => {
  const bytes = 3_000_000;
  const about = (...copies: Parameters<typeof duplicates>[1]) =>
    advise(input({ duplicates: duplicates(bytes, copies) }));

  test('is a link to the lowest copy', () => {
    expect(about({ path: 'app/b' }, { path: 'usr/a', layer: 1 }, { path: 'app/c' })).toMatchObject([
      {
        kind: 'link-duplicates',
        savedBytes: 2 * bytes,
        files: 2,
        detail: { name: '/usr/a', instruction: 'ln -s /usr/a /app/b' },
      },
    ]);
  });

  test.each([
    [
      'the others are the base’s',
      [
        { path: 'a', layer: 0 },
        { path: 'b', layer: 1 },
      ],
    ],
    ['only one is visible', [{ path: 'a' }, { path: 'b', visible: false }]],
    ['it is of another image', [{ path: 'a' }, { path: 'b', image: 'other' }]],
  ])('is nothing to do where %s', (_, copies) => {
    expect(about(...copies)).toEqual([]);
  });

  test.each([{ uid: 1 }, { mode: 0o4755 }, { isExtended: true }])(
    'stays where a link would not be the same: %j',
    (own) => {
      const found = advise(
        input({
          duplicates: duplicates(bytes, [{ path: 'a' }, { path: 'b' }]),
          attributes: (node) => (node === 1 ? { ...plain, ...own } : plain),
        }),
      );
      expect(found).toEqual([]);
    },
  );

  test('does not count what is removed as a left-over or with a tool', () => {
    const leftovers = [leftover({ rule: 'npm-cache', path: 'root/.npm' })];
    const found = advise(
      input({
        findings: { ...noFindings, leftovers },
        duplicates: duplicates(bytes, [{ path: 'root/.npm/a' }, { path: 'app/a' }]),
      }),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['clean-in-step']);
  });

  test('bytecode claims its own folders and nothing beside them', () => {
    const leftovers = [leftover({ rule: 'python-bytecode', path: 'usr' })];
    const found = advise(
      input({
        findings: { ...noFindings, leftovers },
        duplicates: duplicates(bytes, [{ path: 'usr/a' }, { path: 'usr/b' }]),
        steps: steps.with(2, step('COPY . /usr')),
      }),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['ignore-file', 'link-duplicates']);
  });
});

describe('build tools', () => {
  const installed = (name: string, layer = 2): InstalledPackage => ({
    manager: 'dpkg',
    name,
    version: '1',
    architecture: 'amd64',
    bytes: 50_000_000,
    path: 'var/lib/dpkg/status',
    layer,
  });
  const packages = (...names: readonly InstalledPackage[]) => ({
    ...noPackages,
    layers: [
      {
        layer: 2,
        changes: names.map((after) => ({ change: 'installed' as const, before: null, after })),
        installedBytes: 0,
        removedBytes: 0,
        ownedBytes: 0,
        unownedBytes: 0,
      },
    ],
  });
  const toolFiles = [{ node: 3, path: 'usr/bin/gcc', bytes: 40_000_000 }];

  test('belong into a stage of their own, by the bytes of their files', () => {
    expect(advise(input({ packages: packages(installed('gcc-12')), toolFiles }))).toMatchObject([
      {
        kind: 'build-tools',
        severity: 'high',
        savedBytes: 40_000_000,
        layers: [2],
        detail: { name: 'gcc-12' },
      },
    ]);
  });

  test('whose files nobody lists are told without a size', () => {
    const found = advise(input({ packages: packages(installed('gcc')), toolFiles: null }));
    expect(found).toMatchObject([{ kind: 'build-tools', savedBytes: null, severity: 'low' }]);
  });

  test('of the base, or removed again, are nothing to do', () => {
    expect(advise(input({ packages: packages(installed('gcc', 1)), toolFiles }))).toEqual([]);
    const gone = packages(installed('gcc'));
    const [first] = gone.layers;
    const removed = {
      ...first!,
      layer: 3,
      changes: [{ change: 'removed' as const, before: installed('gcc'), after: null }],
    };
    const both = { ...gone, layers: [first!, removed] };
    expect(advise(input({ packages: both, toolFiles }))).toEqual([]);
  });

  test.each([
    'gcc',
    'gcc-12',
    'g++',
    'g++-12',
    'cpp',
    'make',
    'build-essential',
    'binutils-x86-64-linux-gnu',
    'libssl-dev',
    'openssl-devel',
    'linux-headers',
    'gcc-c++',
    'golang-1.22-go',
    'rustc',
    'cmake',
    'musl-dev',
    'llvm-15-dev',
  ])('%s is one', (name) => {
    expect(isBuildTool({ manager: 'dpkg', name })).toBe(true);
  });

  test.each([
    'libgcc-s1',
    'gcc-12-base-files',
    'python3',
    'perl',
    'makepasswd',
    'golang-docker-credential-helpers',
    'udev',
    'libstdc++6',
    'device-mapper',
    'git',
  ])('%s is none', (name) => {
    expect(isBuildTool({ manager: 'dpkg', name })).toBe(false);
  });
});
