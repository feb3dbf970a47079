import { expect, test } from 'vitest';
import { parseRpmHeader } from '../../../electron/engine/packages/rpm-header.ts';
import { parseRpm } from '../../../electron/engine/packages/rpm.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';

const bash = { name: 'bash', version: '5.2.26', release: '3.fc40' };

test.each([
  [{ ...bash, architecture: 'x86_64', size: 8_200_000 }, '5.2.26-3.fc40', 8_200_000],
  [{ ...bash, architecture: 'x86_64', epoch: 2, size: 1 }, '2:5.2.26-3.fc40', 1],
  [{ ...bash, architecture: 'x86_64', epoch: 0, longSize: 5_000_000_000n }, '0:5.2.26-3.fc40', 5e9],
  [{ ...bash, architecture: 'x86_64' }, '5.2.26-3.fc40', null],
])('a header tells its package, %#', (package_, version, bytes) => {
  expect(parseRpmHeader(rpmHeader(package_))).toEqual({
    name: 'bash',
    version,
    architecture: 'x86_64',
    bytes,
  });
});

test('a key has no architecture', () => {
  const key = rpmHeader({ name: 'gpg-pubkey', version: 'a15b79cc', release: '63d04c2c' });
  expect(parseRpmHeader(key)?.architecture).toBeNull();
});

test.each([0, 4, 8, 20, 60])('a header of %d bytes is damaged', (length) => {
  const header = rpmHeader({ ...bash, architecture: 'noarch', size: 1 });
  expect(parseRpmHeader(header.subarray(0, length))).toBeNull();
});

test('a database of many packages, short and long, is read in order', () => {
  const packages = Array.from({ length: 60 }, (_, at) => ({
    name: `package-${at}`,
    version: `${at}.1`,
    release: '1',
    architecture: 'noarch',
    size: at,
    // On one page, on the edge of it, on two, on many.
    ballast: [1, 3700, 3950, 4000, 4100, 9000, 100_000][at % 7] ?? 1,
  }));
  const { packages: found, missing } = parseRpm(rpmDatabase(packages.map(rpmHeader)), null);
  expect(missing).toBeNull();
  expect(found).toEqual(
    packages.map(({ name, version, size }) => ({
      name,
      version: `${version}-1`,
      architecture: 'noarch',
      bytes: size,
    })),
  );
});

test('a database without packages is none that misses something', () => {
  expect(parseRpm(rpmDatabase([]), null)).toEqual({
    kind: 'packages',
    packages: [],
    missing: null,
  });
});

test.each([
  ['nothing', new Uint8Array()],
  ['text', Buffer.from('SQLite format 3\0 and no more')],
  ['zeros', new Uint8Array(8192)],
  [
    'a database of another kind',
    Buffer.from(rpmDatabase([]).toString('latin1').replaceAll('Packages', 'Pakkages'), 'latin1'),
  ],
])('%s is damaged', (_, bytes) => {
  expect(parseRpm(bytes, null)).toMatchObject({ packages: [], missing: 'damaged' });
});

test('what can be read of a database that is cut off is answered', () => {
  const headers = Array.from({ length: 50 }, (_, at) =>
    rpmHeader({ ...bash, name: `p${at}`, ballast: 3000 }),
  );
  const database = rpmDatabase(headers);
  const { packages, missing } = parseRpm(database.subarray(0, database.length / 2), null);
  expect(missing).toBe('damaged');
  expect(packages.length).toBeGreaterThan(10);
});

test('pages that lead back to themselves end the reading', () => {
  const headers = Array.from({ length: 50 }, (_, at) =>
    rpmHeader({ ...bash, name: `p${at}`, ballast: 3000 }),
  );
  const database = rpmDatabase(headers);
  // The last child of the tree's root becomes the root itself.
  database.writeUInt32BE(2, 4096 + 8);
  expect(parseRpm(database, null).missing).toBe('damaged');
});
