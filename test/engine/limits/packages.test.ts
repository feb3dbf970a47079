import { expect, test } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { directory, file } from '../../fixtures/tar.ts';
import type { TarItem } from '../../fixtures/tar.ts';
import { under } from './under.ts';

type Changes = Parameters<typeof under>[0];

const status = 'var/lib/dpkg/status';

function dpkg(...packages: readonly string[]): string {
  return packages
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n`)
    .join('\n');
}

/** Names of the packages that are found, and what could not be read: `dpkg var/lib/dpkg/status too-large`. */
async function found(changes: Changes, items: readonly TarItem[]): Promise<readonly string[]> {
  const [{ packagesAt }, { packedImage }, { InlineRunner }] = await under(changes, () =>
    Promise.all([
      import('../../../electron/engine/session/packages.ts'),
      import('../../fixtures/packed-image.ts'),
      import('../../../electron/engine/worker/inline-runner.ts'),
    ]),
  );
  const { packages, unread } = await packagesAt(await packedImage([items]), 0, new InlineRunner());
  return [
    ...packages.map(({ name }) => name),
    ...unread.map(({ manager, path, reason }) => `${manager} ${path} ${reason}`),
  ];
}

const two = dpkg('a', 'b');

test('packageDatabaseBytes: a larger database is told and not read', async () => {
  const items = [file(status, two)];
  expect(await found({ packageDatabaseBytes: two.length }, items)).toEqual(['a', 'b']);
  expect(await found({ packageDatabaseBytes: two.length - 1 }, items)).toEqual([
    `dpkg ${status} too-large`,
  ]);
});

test('packagesOfDatabase: the first of a database are listed', async () => {
  expect(await found({ packagesOfDatabase: 1 }, [file(status, two)])).toEqual([
    'a',
    `dpkg ${status} too-large`,
  ]);
});

const npm = (name: string): TarItem =>
  file(`app/node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }));
const modules = [directory('app'), npm('one'), npm('two')];

test('packageRecordBytes: a larger record is told and not read', async () => {
  const bytes = JSON.stringify({ name: 'one', version: '1.0.0' }).length;
  expect(await found({ packageRecordBytes: bytes }, modules)).toEqual(['one', 'two']);
  expect(await found({ packageRecordBytes: bytes - 1 }, modules)).toEqual([
    'npm app/node_modules/one too-large',
    'npm app/node_modules/two too-large',
  ]);
});

test('packageRecords: the first records are read, and one that is not is named', async () => {
  expect(await found({ packageRecords: 2 }, modules)).toEqual(['one', 'two']);
  expect(await found({ packageRecords: 1 }, modules)).toEqual([
    'one',
    'npm app/node_modules/two too-large',
  ]);
});

test('packageTextLength: a longer name is no name', async () => {
  const long = 'n'.repeat(limits.packageTextLength);
  expect(await found({}, [file(status, dpkg('a', long))])).toEqual(['a', long]);
  expect(await found({}, [file(status, dpkg('a', `${long}n`))])).toEqual([
    'a',
    `dpkg ${status} damaged`,
  ]);
});

test('packageFiles: a longer list of files is not read', async () => {
  const { parsePythonRecord } = await under(
    { packageFiles: 2 },
    () => import('../../../electron/engine/packages/python.ts'),
  );
  expect(parsePythonRecord(Buffer.from('a,,\nb,,\n'))).toEqual({
    kind: 'files',
    paths: ['a', 'b'],
  });
  expect(parsePythonRecord(Buffer.from('a,,\nb,,\nc,,\n'))).toMatchObject({
    kind: 'packages',
    missing: 'too-large',
  });
});
