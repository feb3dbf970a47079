import { describe, expect, test } from 'vitest';
import type { PathAttributes } from '../../../electron/engine/advice/advice-input.ts';
import { advise } from '../../../electron/engine/advice/advise.ts';
import { isBuildTool } from '../../../electron/engine/advice/build-tools-advice.ts';
import { severityOf } from '../../../electron/engine/advice/severity.ts';
import type { DependencyFolder } from '../../../electron/engine/findings/dependency-folders.ts';
import type { LeftoverRule } from '../../../shared/model/findings.ts';
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
    ['a package of the system has both', [{ path: 'usr/share/a/x' }, { path: 'usr/share/a/y' }]],
    [
      'npm installed both',
      [{ path: 'app/node_modules/a/x.js' }, { path: 'app/node_modules/b/node_modules/a/x.js' }],
    ],
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
        severity: 'important',
        savedBytes: 40_000_000,
        layers: [2],
        detail: { name: 'gcc-12' },
      },
    ]);
  });

  test('whose files nobody lists are told without a size', () => {
    const found = advise(input({ packages: packages(installed('gcc')), toolFiles: null }));
    expect(found).toMatchObject([{ kind: 'build-tools', savedBytes: null, severity: 'minor' }]);
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
    'golang-bin',
    'openjdk-17-jdk-headless',
  ])('%s is one', (name) => {
    expect(isBuildTool({ manager: 'dpkg', name })).toBe(true);
  });

  test.each([
    'libgcc-s1',
    'gcc-12-base-files',
    'gcc-12-base',
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

describe('dependencies that were copied in', () => {
  const folder: DependencyFolder = {
    kind: 'node-modules',
    node: 5,
    path: 'app/node_modules',
    layer: 2,
    files: 900,
    bytes: 40_000_000,
    isBesideSources: false,
  };
  const about = (command: string | null, own: Partial<DependencyFolder> = {}) =>
    advise(
      input({
        dependencyFolders: [{ ...folder, ...own }],
        steps: steps.with(2, { ...step(command), instruction: command?.split(' ')[0] ?? 'COPY' }),
      }),
    );

  test('with the build context are to be installed instead', () => {
    expect(about('COPY . /app')).toEqual([
      {
        kind: 'copied-dependencies',
        severity: 'worthwhile',
        savedBytes: null,
        layers: [2],
        paths: [{ node: 5, path: 'app/node_modules' }],
        files: 900,
        detail: { secret: null, leftover: null, name: '', instruction: '**/node_modules' },
      },
    ]);
    expect(about('ADD web srv/', { kind: 'virtual-environment', path: 'srv/.venv' })).toMatchObject(
      [{ kind: 'copied-dependencies', detail: { instruction: '**/.venv' } }],
    );
  });

  test.each<[string, string | null, Partial<DependencyFolder>]>([
    ['another stage', 'COPY /app/node_modules /app/node_modules', {}],
    ['another stage, by name', 'COPY --from=build app /app', {}],
    ['who knows where', 'COPY dir:0a1b2c in /app', {}],
    ['who knows where, in a step that is not quoted', null, {}],
    ['the context, where they are wanted', 'COPY node_modules ./node_modules', {}],
    ['an archive', 'ADD app.tar.gz /', {}],
    ['a step that installs them', 'RUN npm ci', {}],
    ['the base', 'COPY . /app', { layer: 1 }],
  ])('from %s are nothing to do', (_, command, own) => {
    expect(about(command, own)).toEqual([]);
  });

  test('from who knows where are told with less weight where sources lie beside them', () => {
    expect(about('COPY dir:0a1b2c in /app', { isBesideSources: true })).toMatchObject([
      { kind: 'copied-dependencies', severity: 'minor' },
    ]);
  });
});

describe('what a build leaves behind and a step copies', () => {
  const about = (own: Parameters<typeof leftover>[0], command: string) =>
    advise(
      input({
        findings: { ...noFindings, leftovers: [leftover(own)] },
        steps: steps.with(2, step(command)),
      }),
    );

  test.each<[LeftoverRule, string, string, string]>([
    ['test-cache', 'app/.pytest_cache', 'COPY . /app', '**/.pytest_cache'],
    ['build-output', 'app/target/release/deps', 'COPY . /app', '**/target/release/deps'],
    ['build-output', 'web/.next/cache/webpack', 'COPY dir:0a in /web', '**/.next/cache/webpack'],
    ['python-bytecode', 'srv/app', 'COPY dir:0a in /srv/app', '**/__pycache__'],
    ['version-control', 'src/.git', 'COPY --from=build /src /src', ''],
    ['apt-lists', 'var/lib/apt/lists', 'COPY / /', ''],
  ])('%s in %s by %s', (rule, path, command, instruction) => {
    expect(about({ rule, path }, command)).toMatchObject([
      { kind: 'ignore-file', savedBytes: 17_000_000, detail: { leftover: rule, instruction } },
    ]);
  });

  test.each([
    ['usr/local/lib/python3.12/site-packages', 'COPY /usr/local /usr/local'],
    ['usr/local/lib/python3.12', 'COPY dir:0a in /usr/local'],
    ['srv/app/.venv/lib', 'COPY dir:0a in /srv/app/.venv'],
  ])('bytecode in %s comes with what was installed: %s', (path, command) => {
    expect(about({ rule: 'python-bytecode', path }, command)).toEqual([]);
  });
});

test.each<[number, number, string]>([
  [200_000_000, 10_000_000_000, 'important'],
  [20_000_000, 150_000_000, 'important'],
  [3_000_000, 9_000_000, 'worthwhile'],
  [20_000_000, 10_000_000_000, 'worthwhile'],
  [2_000_000, 90_000_000, 'worthwhile'],
  [900_000, 1_000_000, 'minor'],
  [2_000_000, 10_000_000_000, 'minor'],
])('%d of %d bytes are %s to save', (bytes, stored, severity) => {
  expect(severityOf(bytes, stored)).toBe(severity);
});
