import { describe, expect, test } from 'vitest';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { packagesAt } from '../../../electron/engine/session/packages.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import type { TaskRunner } from '../../../electron/engine/worker/task-runner.ts';
import { CountingRunner } from '../../fixtures/counting-runner.ts';
import { compressed, layer } from '../../fixtures/image.ts';
import { packedImage, packedLayers } from '../../fixtures/packed-image.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';

const status = 'var/lib/dpkg/status';
const database = 'var/lib/rpm/rpmdb.sqlite';

function dpkg(version: string): string {
  return `Package: a\nStatus: install ok installed\nVersion: ${version}\n`;
}

function rpm(version: string): Uint8Array {
  return rpmDatabase([rpmHeader({ name: 'r', version, release: '1' })]);
}

async function versions(
  image: ReadImage,
  after: number,
  tasks: TaskRunner,
): Promise<readonly string[]> {
  const { packages } = await packagesAt(image, after, tasks);
  return packages.map((each) => `${each.name} ${each.version}`);
}

test('a record is read once, whatever layers are asked for', async () => {
  const image = await packedImage([
    [file(status, dpkg('1')), file(database, rpm('1'))],
    [file('x', '')],
    [file(status, dpkg('2'))],
  ]);
  const tasks = new CountingRunner();
  expect(await versions(image, 1, tasks)).toEqual(['a 1', 'r 1-1']);
  expect(tasks.done).toEqual(['packages.read 1', 'packages.rpm 1']);
  expect(await versions(image, 0, tasks)).toEqual(['a 1', 'r 1-1']);
  expect(await packagesAt(image, 1, tasks)).toBe(await packagesAt(image, 1, tasks));
  expect(tasks.done).toHaveLength(2);
  expect(await versions(image, 2, tasks)).toEqual(['a 2', 'r 1-1']);
  // A layer above the stack is its top.
  expect(await versions(image, 2 ** 40, tasks)).toEqual(['a 2', 'r 1-1']);
  expect(tasks.done.slice(2)).toEqual(['packages.read 1']);
});

test('small files of a layer are read by few tasks', async () => {
  const items = Array.from({ length: 3000 }, (_, at) =>
    file(`node_modules/p${at}/package.json`, `{"name":"p${at}","version":"1.0.${at}"}`),
  );
  for (const [compression, done] of [
    ['none', ['packages.read 2048', 'packages.read 952']],
    ['gzip', ['packages.read 3000']],
  ] as const) {
    const tasks = new CountingRunner();
    const image = await packedImage([items], compression);
    const { packages, unread } = await packagesAt(image, 0, tasks);
    expect(tasks.done).toEqual(done);
    expect(packages).toHaveLength(3000);
    expect(unread).toEqual([]);
    expect(packages.every(({ name, version }) => version === `1.0.${name.slice(1)}`)).toBe(true);
  }
});

test('a layer with checkpoints gives the same', async () => {
  const image = await packedLayers(
    [compressed(layer(file(status, dpkg('1')), file(database, rpm('1'))), 'gzip')],
    temporaryFolder(),
  );
  expect(await versions(image, 0, new InlineRunner())).toEqual(['a 1', 'r 1-1']);
});

test('a layer whose file is gone leaves its records unread', async () => {
  const image = await packedImage([[file(status, dpkg('1')), file(database, rpm('1'))]]);
  const layers = image.layers.map((each) => {
    const location = { kind: 'inline', bytes: new Uint8Array(100) } as const;
    return each === null ? null : { ...each, stored: { ...each.stored, location } };
  });
  const { packages, unread } = await packagesAt({ ...image, layers }, 0, new InlineRunner());
  expect(packages).toEqual([]);
  expect(unread).toEqual([
    { manager: 'dpkg', path: status, reason: 'unreadable' },
    { manager: 'rpm', path: database, reason: 'unreadable' },
  ]);
});

describe('giving up', () => {
  test('ends the work, and it can be asked for again', async () => {
    const image = await packedImage([[file(status, dpkg('1'))]]);
    const controller = new AbortController();
    const asked = packagesAt(image, 0, new InlineRunner(), { signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await expect(
      packagesAt(image, 0, new InlineRunner(), { signal: controller.signal }),
    ).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(await versions(image, 0, new InlineRunner())).toEqual(['a 1']);
  });

  test('does not give up the work of others who wait for the same', async () => {
    const image = await packedImage([[file(status, dpkg('1'))]]);
    const controller = new AbortController();
    const tasks = new InlineRunner();
    const first = packagesAt(image, 0, tasks, { signal: controller.signal });
    const second = versions(image, 0, tasks);
    controller.abort();
    await expect(first).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(await second).toEqual(['a 1']);
  });
});
