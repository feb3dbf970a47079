import { describe, expect, test } from 'vitest';
import { packageLayers, unownedFiles } from '../../../electron/engine/session/package-layers.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { parseRecord } from '../../../electron/engine/packages/parse-record.ts';
import { parseRpmFiles } from '../../../electron/engine/packages/rpm.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';
import { directory, file, hardLink, symlink, whiteout } from '../../fixtures/tar.ts';
import { asUnwatchedJob } from '../../fixtures/session.ts';
import type { TarItem } from '../../fixtures/tar.ts';

const info = 'var/lib/dpkg/info';

function status(...names: readonly string[]): TarItem {
  const paragraphs = names.map(
    (name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nInstalled-Size: 1\n`,
  );
  return file('var/lib/dpkg/status', paragraphs.join('\n'));
}

async function unowned(image: ReadImage, node = 0): Promise<readonly string[]> {
  const where = { node, direct: false, start: 0, count: 100 };
  const { rows } = await unownedFiles(image, where, new InlineRunner(), asUnwatchedJob);
  return rows.map(({ path }) => path).toSorted();
}

function layersOf(image: ReadImage) {
  return packageLayers(image, new InlineRunner(), asUnwatchedJob);
}

describe('lists of files', () => {
  const paths = (form: Parameters<typeof parseRecord>[0], text: string): string => {
    const read = parseRecord(form, Buffer.from(text));
    return read.kind === 'listed' ? Buffer.from(read.paths).toString() : read.kind;
  };

  test('of apk name a folder once and then its files', () => {
    const text = 'P:a\nF:usr/bin\nM:0:0:755\nR:x\na:0:0:755\nR:y\nF:\nR:top\n\nP:b\nR:z\nF:etc\n';
    expect(paths('apk-files', text)).toBe('usr/bin/x\nusr/bin/y\n/top\n/z\n');
  });

  test('of hashes have the path behind two spaces or a star', () => {
    expect(paths('dpkg-sums', 'aa  usr/a b\nbb *usr/c\nshort\n')).toBe('/usr/a b\n/usr/c\n');
  });

  test('of rpm put folders before names', () => {
    const header = rpmHeader({
      name: 'a',
      version: '1',
      release: '1',
      files: ['/etc/a', '/usr/bin/a', '/etc/b'],
    });
    const read = parseRpmFiles(rpmDatabase([header]), null);
    expect(read.kind === 'listed' && Buffer.from(read.paths).toString()).toBe(
      '/etc/a\n/usr/bin/a\n/etc/b\n',
    );
  });
});

describe('a file belongs to a package', () => {
  test('that dpkg lists under a folder which is a link', async () => {
    const image = await packedImage([
      [
        symlink('bin', 'usr/bin'),
        symlink('lib64', '/usr/lib64'),
        file('usr/bin/a', '1'),
        file('usr/bin/b', '1'),
        file('usr/lib64/c', '1'),
        status('a'),
        file(`${info}/a:amd64.list`, '/.\n/bin\n/bin/a\n/lib64/c\n/nowhere/d\n'),
      ],
    ]);
    expect(await unowned(image)).toEqual(['usr/bin/b']);
  });

  test('that dpkg diverts for another', async () => {
    const image = await packedImage([
      [
        file('bin/sh', 'new'),
        file('bin/sh.distrib', 'old'),
        file('bin/local', 'mine'),
        file('bin/local.real', 'theirs'),
        status('dash', 'bash'),
        file(`${info}/bash.list`, '/bin/sh\n/bin/local\n'),
        file(`${info}/dash.list`, '/bin\n'),
        file(
          'var/lib/dpkg/diversions',
          '/bin/sh\n/bin/sh.distrib\ndash\n/bin/local\n/bin/local.real\n:\n',
        ),
      ],
      [file(`${info}/dash.list`, '/bin\n/bin/sh\n')],
    ]);
    expect(await unowned(image)).toEqual(['bin/local']);
    const { layers } = await layersOf(image);
    // Before dash listed it, `sh` was nobody's.
    expect(layers[0]!.unownedBytes).toBe('new'.length + 'mine'.length);
  });

  test('of a minimal image that keeps hashes alone', async () => {
    const image = await packedImage([
      [
        file('var/lib/dpkg/status.d/base', 'Package: base\nVersion: 1\n'),
        file('var/lib/dpkg/status.d/base.md5sums', 'aa  etc/a\n'),
        file('etc/a', '1'),
        file('etc/b', '1'),
      ],
    ]);
    expect(await unowned(image)).toEqual(['etc/b']);
    expect((await layersOf(image)).fileLists).toEqual(['dpkg']);
  });

  test('of apk, rpm, npm and Python', async () => {
    const installed = 'P:a\nV:1\nF:usr/bin\nR:a\n\n';
    const header = rpmHeader({
      name: 'r',
      version: '1',
      release: '1',
      files: ['/opt/r'],
    });
    const image = await packedImage([
      [
        file('lib/apk/db/installed', installed),
        file('lib/apk/db/scripts.tar', 'x'),
        file('usr/bin/a', '1'),
        file('usr/bin/b', '1'),
        file('var/lib/rpm/rpmdb.sqlite', rpmDatabase([header])),
        file('opt/r', '1'),
        file('opt/s', '1'),
        file('app/node_modules/n/package.json', '{"name":"n","version":"1"}'),
        file('app/node_modules/n/lib/index.js', '1'),
        file('app/node_modules/n/node_modules/.cache/x', '1'),
        file('app/node_modules/.package-lock.json', '{}'),
        file('app/node_modules/loose.js', '1'),
        file('app/package.json', '{"name":"app","version":"1"}'),
        file('py/p-1.dist-info/METADATA', 'Name: p\nVersion: 1\n'),
        file('py/p-1.dist-info/RECORD', 'p/a.py,,\n../bin/p,,\np-1.dist-info/METADATA,,\n'),
        file('py/p-1.dist-info/INSTALLER', 'pip'),
        file('py/p/a.py', '1'),
        file('py/p/b.py', '1'),
        file('bin/p', '1'),
      ],
    ]);
    expect(await unowned(image)).toEqual([
      'app/node_modules/loose.js',
      'app/node_modules/n/node_modules/.cache/x',
      'app/package.json',
      'opt/s',
      'py/p/b.py',
      'usr/bin/b',
    ]);
    expect((await layersOf(image)).fileLists).toEqual(['apk', 'rpm', 'npm', 'python']);
  });

  test('by any of its names', async () => {
    const image = await packedImage([
      [
        file('a/one', '12345'),
        hardLink('b/two', 'a/one'),
        file('a/three', '123'),
        hardLink('b/four', 'a/three'),
        status('a'),
        file(`${info}/a.list`, '/b/two\n'),
      ],
    ]);
    expect(await unowned(image)).toEqual(['a/three']);
    const { layers, unowned: sum } = await layersOf(image);
    expect(sum).toEqual({ files: 1, bytes: 3 });
    expect(layers[0]!.unownedBytes).toBe(3);
  });
});

test('each layer says what came, changed and went, and whose its files are', async () => {
  const image = await packedImage([
    [status('a'), file(`${info}/a.list`, '/usr/bin/a\n'), file('usr/bin/a', '12')],
    [file('usr/bin/a', '1234'), file('usr/local/x', '123')],
    [
      status('a', 'b'),
      file(`${info}/b.list`, '/usr/bin/b\n'),
      file('usr/bin/b', '1'),
      file('n/node_modules/p/package.json', '{"name":"p","version":"1"}'),
    ],
    [file('n/node_modules/p/package.json', '{"name":"p","version":"2"}')],
    [whiteout('n/node_modules'), whiteout(`${info}/b.list`), status('a')],
  ]);
  const { layers, unread, fileLists, unowned: sum } = await layersOf(image);
  expect(unread).toEqual([]);
  expect(fileLists).toEqual(['dpkg']);
  const told = layers.map(({ changes }) =>
    changes
      .map(({ change, before, after }) => {
        const { name } = (after ?? before)!;
        return `${change} ${name} ${before?.version ?? ''}>${after?.version ?? ''}`;
      })
      .toSorted(),
  );
  expect(told).toEqual([
    ['installed a >1'],
    [],
    ['installed b >1', 'installed p >1'],
    ['changed p 1>2'],
    ['removed b 1>', 'removed p 2>'],
  ]);
  expect(layers.map(({ installedBytes }) => installedBytes)).toEqual([1024, 0, 1024 + 26, 26, 0]);
  expect(layers.map(({ removedBytes }) => removedBytes)).toEqual([0, 0, 0, 26, 1024 + 26]);
  expect(layers[1]).toMatchObject({ ownedBytes: 4, unownedBytes: 3 });
  expect(layers[2]).toMatchObject({ unownedBytes: 0 });
  expect(sum).toEqual({ files: 2, bytes: 4 });
  expect(await unowned(image)).toEqual(['usr/bin/b', 'usr/local/x']);
});

test('a package of Python or npm that is part of one of dpkg is none of its own', async () => {
  const python = 'usr/lib/python3/dist-packages';
  const listed = [`/${python}/p-1.dist-info/METADATA`, '/usr/share/nodejs/n/package.json'];
  const image = await packedImage([
    [
      status('python3-p'),
      file(`${info}/python3-p.list`, `${listed.join('\n')}\n`),
      file(`${python}/p-1.dist-info/METADATA`, 'Name: p\nVersion: 1\n'),
      file('usr/share/nodejs/n/package.json', '{"name":"n","version":"1"}'),
    ],
    [file('usr/local/lib/python3.11/p-2.dist-info/METADATA', 'Name: p\nVersion: 2\n')],
  ]);
  const { layers } = await layersOf(image);
  const told = layers.map(({ changes }) =>
    changes.map(({ change, after }) => `${change} ${after?.manager} ${after?.name}`),
  );
  expect(told).toEqual([['installed dpkg python3-p'], ['installed python p']]);
  expect(layers[0]!.installedBytes).toBe(1024);
});

test('a folder that becomes a link moves what is listed below it', async () => {
  const image = await packedImage([
    [status('a'), file(`${info}/a.list`, '/bin/a\n'), file('bin/a', '1'), file('usr/bin/a', '22')],
    [whiteout('bin'), file('x', '')],
    [symlink('bin', 'usr/bin'), file('usr/bin/b', '1')],
  ]);
  const { layers } = await layersOf(image);
  expect(layers[0]).toMatchObject({ unownedBytes: 2 });
  expect(await unowned(image)).toEqual(['usr/bin/b', 'x']);
});

test('a list that is damaged or too large is told', async () => {
  const image = await packedImage([
    [
      file('var/lib/rpm/rpmdb.sqlite', 'no database'),
      status('a'),
      file(`${info}/a.list`, Buffer.alloc(17 * 1024 * 1024, 'x')),
    ],
  ]);
  const { unread } = await layersOf(image);
  expect(unread).toEqual([
    { manager: 'rpm', path: 'var/lib/rpm/rpmdb.sqlite', reason: 'damaged' },
    { manager: 'dpkg', path: `${info}/a.list`, reason: 'too-large' },
  ]);
});

test('the places of what nobody owns are neither the root nor every folder', async () => {
  const image = await packedImage([
    [
      file('app/src/a', '1234'),
      file('app/b', '1'),
      file('usr/local/lib/python3.12/os.py', '123'),
      file('usr/local/lib/python3.12/json/x.py', '12'),
      file('opt/x/bin/y', '123456'),
      file('etc/passwd', '12'),
      file('etc/ssl/certs/z', '1'),
      file('home/me/.cache/q', '1'),
      directory('srv'),
      file('usr/lib/x86_64-linux-gnu/lib/l', '1'),
      file('top', '1'),
    ],
    [file('app/src/c', '123456789')],
  ]);
  const { unownedPlaces } = await layersOf(image);
  const told = unownedPlaces.map(({ path, direct, layer, files, bytes }) =>
    [path + (direct ? '/*' : ''), layer, files, bytes].join(' '),
  );
  expect(told.slice(0, 4)).toEqual([
    'app 1 3 14',
    'opt/x 0 1 6',
    'usr/local/lib/python3.12 0 2 5',
    'etc/* 0 1 2',
  ]);
  expect(told.slice(4).toSorted()).toEqual([
    '/* 0 1 1',
    'etc/ssl 0 1 1',
    'home/me/.cache 0 1 1',
    'usr/lib/x86_64-linux-gnu/lib 0 1 1',
  ]);
  const etc = unownedPlaces.find(({ path }) => path === 'etc')!;
  const where = { node: etc.node, direct: true, start: 0, count: 10 };
  const { total, rows } = await unownedFiles(image, where, new InlineRunner(), asUnwatchedJob);
  expect(total).toBe(1);
  expect(rows).toEqual([{ node: expect.any(Number), path: 'etc/passwd', layer: 0, bytes: 2 }]);
  const second = { node: 0, direct: false, start: 1, count: 2 };
  const part = await unownedFiles(image, second, new InlineRunner(), asUnwatchedJob);
  expect(part.total).toBe(11);
  expect(part.rows.map(({ path }) => path)).toEqual(['opt/x/bin/y', 'app/src/a']);
});

test('giving up ends the work, and it can be asked for again', async () => {
  const image = await packedImage([[status('a'), file(`${info}/a.list`, '/a\n'), file('a', '1')]]);
  const controller = new AbortController();
  const asked = packageLayers(image, new InlineRunner(), asUnwatchedJob, controller.signal);
  const other = layersOf(image);
  controller.abort();
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect((await other).unowned.files).toBe(0);
  expect(await layersOf(image)).toBe(await other);
});
