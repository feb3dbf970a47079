import { describe, expect, test } from 'vitest';
import type { PackageList } from '../../../shared/model/package.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { packagesAt } from '../../../electron/engine/session/packages.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';
import { directory, file, hardLink, opaque, symlink, whiteout } from '../../fixtures/tar.ts';
import type { TarItem } from '../../fixtures/tar.ts';

function dpkg(...packages: readonly string[]): string {
  return packages
    .map((each) => {
      const [name, version] = each.split(' ');
      return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n`;
    })
    .join('\n');
}

function rpm(...packages: readonly string[]): Uint8Array {
  return rpmDatabase(
    packages.map((each) => {
      const [name = '', version = '', release = ''] = each.split(' ');
      return rpmHeader({ name, version, release, architecture: 'noarch' });
    }),
  );
}

function npm(folder: string, name: string, version: string): TarItem {
  return file(`${folder}/package.json`, JSON.stringify({ name, version }));
}

function metadata(name: string, version: string): string {
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
}

/** Packages after a layer, after the top one unless it is named, as short lines. */
async function lines(
  layers: readonly (readonly TarItem[])[],
  layer = layers.length - 1,
): Promise<readonly string[]> {
  return linesOf(await packagesAt(await packedImage(layers), layer, new InlineRunner()));
}

function linesOf({ packages, unread }: PackageList): readonly string[] {
  return [
    ...packages.map((each) => `${each.name} ${each.version} ${each.path} since ${each.layer}`),
    ...unread.map((each) => `${each.manager} ${each.path} ${each.reason}`),
  ];
}

const status = 'var/lib/dpkg/status';

describe('packages of a database', () => {
  const layers = [
    [file(status, dpkg('a 1', 'b 1', 'c 1'))],
    [file('other', 'x')],
    [file(status, dpkg('a 1', 'b 2', 'd 1'))],
    [file(status, dpkg('a 1', 'b 2', 'c 1', 'd 1'))],
    [file(status, dpkg('a 1', 'b 1', 'c 1', 'd 1'))],
  ];

  test.each([
    [-1, []],
    [0, ['a 1 0', 'b 1 0', 'c 1 0']],
    [1, ['a 1 0', 'b 1 0', 'c 1 0']],
    [2, ['a 1 0', 'b 2 2', 'd 1 2']],
    [3, ['a 1 0', 'b 2 2', 'c 1 3', 'd 1 2']],
    [4, ['a 1 0', 'b 1 4', 'c 1 3', 'd 1 2']],
  ])('after layer %d, with the layer since which each is there', async (layer, expected) => {
    const found = await lines(layers, layer);
    expect(found).toEqual(
      expected.map((line) => {
        const [name, version, since] = line.split(' ');
        return `${name} ${version} ${status} since ${since}`;
      }),
    );
  });

  test('are gone with it, and new when it is there again', async () => {
    const away = [[file(status, dpkg('a 1'))], [whiteout(status)], [file(status, dpkg('a 1'))]];
    expect(await lines(away, 1)).toEqual([]);
    expect(await lines(away)).toEqual([`a 1 ${status} since 2`]);
  });

  test('stay while its folder becomes a link', async () => {
    const apk = 'P:musl\nV:1\n\n';
    const merged = [
      [directory('lib'), file('lib/apk/db/installed', apk)],
      [whiteout('lib'), symlink('lib', 'usr/lib'), file('usr/lib/apk/db/installed', apk)],
    ];
    expect(await lines(merged)).toEqual(['musl 1 usr/lib/apk/db/installed since 0']);
    expect(await lines(merged, 0)).toEqual(['musl 1 lib/apk/db/installed since 0']);
  });

  test('are found behind absolute and relative links, once', async () => {
    const database = file('usr/lib/sysimage/rpm/rpmdb.sqlite', rpm('x 1 2'));
    const found = ['x 1-2 usr/lib/sysimage/rpm/rpmdb.sqlite since 0'];
    for (const target of ['../../usr/lib/sysimage/rpm', '/usr/lib/sysimage/rpm']) {
      expect(await lines([[database, symlink('var/lib/rpm', target)]])).toEqual(found);
    }
  });

  test('of which nothing changed keep their layer when it moves', async () => {
    const moved = [
      [file('var/lib/rpm/rpmdb.sqlite', rpm('x 1 1', 'y 1 1'))],
      [
        whiteout('var/lib/rpm'),
        symlink('var/lib/rpm', '../../usr/lib/sysimage/rpm'),
        file('usr/lib/sysimage/rpm/rpmdb.sqlite', rpm('x 1 1', 'y 2 1')),
      ],
    ];
    expect(await lines(moved)).toEqual([
      'x 1-1 usr/lib/sysimage/rpm/rpmdb.sqlite since 0',
      'y 2-1 usr/lib/sysimage/rpm/rpmdb.sqlite since 1',
    ]);
  });

  test('that stand in rpm in several versions have a layer each', async () => {
    const kernels = [
      [file('var/lib/rpm/rpmdb.sqlite', rpm('kernel 1 1'))],
      [file('var/lib/rpm/rpmdb.sqlite', rpm('kernel 1 1', 'kernel 2 1'))],
    ];
    expect(await lines(kernels)).toEqual([
      'kernel 1-1 var/lib/rpm/rpmdb.sqlite since 0',
      'kernel 2-1 var/lib/rpm/rpmdb.sqlite since 1',
    ]);
  });

  test('that cannot be read are told', async () => {
    const items = [
      file('usr/lib/sysimage/rpm/Packages.db', 'RpmP'),
      file('var/lib/rpm/Packages', 'x'),
      file('var/lib/rpm/rpmdb.sqlite', 'x'),
      file(status, `Package: x\n\n${dpkg('a 1')}`),
    ];
    expect(await lines([items])).toEqual([
      `a 1 ${status} since 0`,
      'rpm var/lib/rpm/Packages format',
      'rpm usr/lib/sysimage/rpm/Packages.db format',
      `dpkg ${status} damaged`,
      'rpm var/lib/rpm/rpmdb.sqlite damaged',
    ]);
  });
});

test('a database larger than the limit is told and not read', async () => {
  const image = await packedImage([[file(status, dpkg('a 1'))]]);
  const tree = image.tree.layers[0]!;
  tree.size.fill(limits.packageDatabaseBytes + 1);
  expect(linesOf(await packagesAt(image, 0, new InlineRunner()))).toEqual([
    `dpkg ${status} too-large`,
  ]);
});

describe('files of status.d', () => {
  test('are a package each, and their hashes none', async () => {
    const folder = 'var/lib/dpkg/status.d';
    const layers = [
      [
        file(`${folder}/base`, 'Package: base-files\nVersion: 12\nArchitecture: amd64\n'),
        file(`${folder}/base.md5sums`, 'd41d8cd98f00b204e9800998ecf8427e  etc/x\n'),
        file(`${folder}/tzdata`, 'Package: tzdata\nVersion: 1\nInstalled-Size: 2\n'),
      ],
      [file(`${folder}/tzdata`, 'Package: tzdata\nVersion: 2\nInstalled-Size: 3\n')],
      [file(`${folder}/tzdata`, 'Package: tzdata\nVersion: 2\nInstalled-Size: 3\n#\n')],
    ];
    expect(await lines(layers)).toEqual([
      `base-files 12 ${folder}/base since 0`,
      `tzdata 2 ${folder}/tzdata since 1`,
    ]);
  });
});

describe('npm', () => {
  const app = 'srv/app/node_modules';
  const layers = [
    [
      npm(`${app}/a`, 'a', '1.0.0'),
      file(`${app}/a/index.js`, 'x'.repeat(1000)),
      file(`${app}/a/lib/esm/package.json`, '{"type":"module"}'),
      npm(`${app}/a/node_modules/b`, 'b', '2.0.0'),
      file(`${app}/a/node_modules/b/index.js`, 'x'.repeat(300)),
      npm(`${app}/@s/c`, '@s/c', '3.0.0'),
      hardLink(`${app}/@s/c/again.json`, `${app}/@s/c/package.json`),
      npm(`${app}/.pnpm/d@1.0.0/node_modules/d`, 'd', '1.0.0'),
      symlink(`${app}/d`, '.pnpm/d@1.0.0/node_modules/d'),
      file(`${app}/a/test/node_modules/e/main.js`, 'no package'),
      npm('srv/app', 'app', '1.0.0'),
      file(`${app}/.package-lock.json`, '{}'),
      file(`${app}/broken/package.json`, '{'),
    ],
    [npm(`${app}/@s/c`, '@s/c', '3.0.1')],
    [file('touched', ''), file(`${app}/@s/c/package.json`, '{"version":"3.0.1","name":"@s/c"}')],
    [whiteout(`${app}/a/node_modules/b`), file(`${app}/a/extra.js`, 'x'.repeat(50))],
  ];

  test('has a package in every folder of a node_modules, nested ones too', async () => {
    expect(await lines(layers, 0)).toEqual([
      `@s/c 3.0.0 ${app}/@s/c since 0`,
      `a 1.0.0 ${app}/a since 0`,
      `b 2.0.0 ${app}/a/node_modules/b since 0`,
      `d 1.0.0 ${app}/.pnpm/d@1.0.0/node_modules/d since 0`,
      `npm ${app}/broken damaged`,
    ]);
  });

  test('has the layer since which a version stands in its folder', async () => {
    expect(await lines(layers)).toEqual([
      `@s/c 3.0.1 ${app}/@s/c since 1`,
      `a 1.0.0 ${app}/a since 0`,
      `d 1.0.0 ${app}/.pnpm/d@1.0.0/node_modules/d since 0`,
      `npm ${app}/broken damaged`,
    ]);
  });

  test('follows a package.json that is a link, which Debian has', async () => {
    const linked = [
      [npm(`${app}/a`, 'a', '1'), symlink(`${app}/a-es/package.json`, '../a/package.json')],
      [npm(`${app}/a`, 'a', '2'), symlink(`${app}/b/package.json`, '../a/package.json')],
      [symlink(`${app}/none/package.json`, 'nowhere'), symlink(`${app}/a/loop`, 'loop')],
    ];
    expect(await lines(linked, 0)).toEqual([`a 1 ${app}/a since 0`, `a 1 ${app}/a-es since 0`]);
    expect(await lines(linked)).toEqual([
      `a 2 ${app}/a since 1`,
      `a 2 ${app}/a-es since 1`,
      `a 2 ${app}/b since 1`,
    ]);
  });

  test('measures a package by its files, those of packages inside it left out, a hard link once', async () => {
    const image = await packedImage(layers);
    const bytes = async (layer: number): Promise<readonly (number | null)[]> =>
      (await packagesAt(image, layer, new InlineRunner())).packages.map((each) => each.bytes);
    const own = (name: string, version: string): number => JSON.stringify({ name, version }).length;
    expect(await bytes(0)).toEqual([
      own('@s/c', '3.0.0'),
      own('a', '1.0.0') + 1000 + '{"type":"module"}'.length,
      own('b', '2.0.0') + 300,
      own('d', '1.0.0'),
    ]);
    const [, a] = await bytes(3);
    expect(a).toBe(own('a', '1.0.0') + 1000 + '{"type":"module"}'.length + 50);
  });
});

describe('Python', () => {
  const site = 'usr/lib/python3.12/site-packages';

  test('has a package in every dist-info and egg-info, measured by the files that it lists', async () => {
    const record = [
      'foo/__init__.py,,5',
      'foo/__init__.py,,5',
      'foo/gone.py,,700',
      'foo-1.0.dist-info/METADATA,,',
      '../../../bin/foo,,',
    ];
    const layers = [
      [
        file(`${site}/foo-1.0.dist-info/METADATA`, metadata('foo', '1.0')),
        file(`${site}/foo-1.0.dist-info/RECORD`, record.join('\n')),
        file(`${site}/foo/__init__.py`, '12345'),
        file('usr/bin/foo', '1234567'),
        file(`${site}/bar-2.egg-info/PKG-INFO`, metadata('bar', '2')),
        file(`${site}/bar-2.egg-info/installed-files.txt`, '../bar.py\nPKG-INFO\n'),
        file(`${site}/bar.py`, '123'),
        file('usr/lib/python3/dist-packages/old-3.egg-info', metadata('old', '3')),
        file('opt/eggs/some-4-py3.egg/EGG-INFO/PKG-INFO', metadata('some', '4')),
        file('srv/METADATA', metadata('none', '1')),
        file('srv/x.egg-info.bak', metadata('none', '1')),
      ],
    ];
    const { packages } = await packagesAt(await packedImage(layers), 0, new InlineRunner());
    expect(packages.map((each) => [each.name, each.version, each.bytes, each.path])).toEqual([
      ['bar', '2', 3 + metadata('bar', '2').length, `${site}/bar-2.egg-info`],
      ['foo', '1.0', 5 + 7 + metadata('foo', '1.0').length, `${site}/foo-1.0.dist-info`],
      ['old', '3', null, 'usr/lib/python3/dist-packages/old-3.egg-info'],
      ['some', '4', null, 'opt/eggs/some-4-py3.egg/EGG-INFO'],
    ]);
  });

  test('has the layer that brought a version', async () => {
    const layers = [
      [file(`${site}/foo-1.0.dist-info/METADATA`, metadata('foo', '1.0'))],
      [
        whiteout(`${site}/foo-1.0.dist-info`),
        file(`${site}/foo-1.1.dist-info/METADATA`, metadata('foo', '1.1')),
      ],
      [
        directory(site),
        opaque(site),
        file(`${site}/foo-1.1.dist-info/METADATA`, metadata('foo', '1.1')),
      ],
    ];
    expect(await lines(layers, 1)).toEqual([`foo 1.1 ${site}/foo-1.1.dist-info since 1`]);
    // It was never away after a layer, though its folder was made anew.
    expect(await lines(layers)).toEqual([`foo 1.1 ${site}/foo-1.1.dist-info since 1`]);
  });
});
