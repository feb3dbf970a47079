import { expect, test } from 'vitest';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { packageLayers } from '../../../electron/engine/session/package-layers.ts';
import { toolFilesOf } from '../../../electron/engine/session/tool-files.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';
import { asUnwatchedJob } from '../../fixtures/session.ts';
import { file, hardLink } from '../../fixtures/tar.ts';

async function toolFiles(image: ReadImage, baseLayers: number): Promise<readonly string[] | null> {
  const tasks = new InlineRunner();
  const packages = await packageLayers(image, tasks, asUnwatchedJob);
  const found = await toolFilesOf(image, packages, baseLayers, tasks, undefined);
  return found?.map(({ path, bytes }) => `${path} ${bytes}`).toSorted() ?? null;
}

const compiler = [
  file('usr/bin/gcc', 'c'.repeat(500)),
  file('usr/lib/gcc/cc1', 'c'.repeat(4000)),
  file('usr/include/zlib.h', 'h'.repeat(30)),
];
const libraries = [file('lib/libc.so', 'l'.repeat(100)), file('lib/libz.so', 'z'.repeat(200))];

test('of apk are those that its database lists for build tools', async () => {
  const base = 'P:musl\nV:1\nI:100\nF:lib\nR:libc.so\n\n';
  const tools = [
    'P:gcc\nV:13\nI:4500\nF:usr/bin\nR:gcc\nF:usr/lib/gcc\nR:cc1\n',
    'P:zlib\nV:1\nI:200\nF:lib\nR:libz.so\n',
    'P:zlib-dev\nV:1\nI:30\nF:usr/include\nR:zlib.h\nR:gone.h\n',
  ].join('\n');
  const image = await packedImage([
    [file('lib/apk/db/installed', base), ...libraries],
    [file('lib/apk/db/installed', base + tools), ...compiler],
  ]);
  const expected = ['usr/bin/gcc 500', 'usr/include/zlib.h 30', 'usr/lib/gcc/cc1 4000'];
  expect(await toolFiles(image, 1)).toEqual(expected);
  expect(await toolFiles(image, 2)).toEqual([]);
});

test('of rpm are those that the headers of build tools name, but for one with another name besides', async () => {
  const database = 'var/lib/rpm/rpmdb.sqlite';
  const header = (name: string, ...files: readonly string[]) =>
    rpmHeader({ name, version: '1', release: '2', files });
  const glibc = header('glibc', '/lib/libc.so');
  const image = await packedImage([
    [file(database, rpmDatabase([glibc])), ...libraries],
    [
      file(
        database,
        rpmDatabase([
          glibc,
          header('gcc', '/usr/bin/gcc', '/usr/lib/gcc/cc1'),
          header('zlib-devel', '/usr/include/zlib.h'),
        ]),
      ),
      ...compiler,
      hardLink('opt/own-gcc', 'usr/bin/gcc'),
    ],
  ]);
  expect(await toolFiles(image, 1)).toEqual(['usr/include/zlib.h 30', 'usr/lib/gcc/cc1 4000']);
});

test('of dpkg are not known where it has no list for one of them', async () => {
  const status = ['gcc', 'make']
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n`)
    .join('\n');
  const lists = [file('var/lib/dpkg/info/gcc.list', '/usr/bin/gcc\n'), ...compiler];
  const image = await packedImage([
    [file('a', '1')],
    [file('var/lib/dpkg/status', status), ...lists],
  ]);
  expect(await toolFiles(image, 1)).toBeNull();
});
