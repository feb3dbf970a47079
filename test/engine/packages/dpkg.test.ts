import { expect, test } from 'vitest';
import { parseDpkg } from '../../../electron/engine/packages/dpkg.ts';
import type { PackagesRead } from '../../../electron/engine/packages/package-record.ts';

function status(text: string): PackagesRead {
  return parseDpkg(Buffer.from(text), { parts: false });
}

/** A paragraph of the status file; undefined leaves a field out. */
function paragraph(name: string, state = 'installed', more = ''): string {
  return `Package: ${name}\nStatus: install ok ${state}\nVersion: 1.0\nArchitecture: amd64\n${more}\n`;
}

function namesOf({ packages }: PackagesRead): readonly string[] {
  return packages.map(({ name }) => name);
}

test('a paragraph tells name, version, architecture and size', () => {
  const text = [
    'Package: libc6',
    'Status: hold ok installed',
    'Priority: optional',
    'Installed-Size: 12985',
    'Architecture: amd64',
    'Multi-Arch: same',
    'Version: 2:2.36-9+deb12u10',
    'Description: GNU C Library',
    ' Version: this is text that goes on',
    ' .',
    '\tStatus: so is this',
  ].join('\n');
  expect(status(text)).toEqual({
    kind: 'packages',
    packages: [
      {
        name: 'libc6',
        version: '2:2.36-9+deb12u10',
        architecture: 'amd64',
        bytes: 12_985 * 1024,
      },
    ],
    missing: null,
  });
});

test('only packages whose files are there count', () => {
  const states = [
    'installed',
    'triggers-pending',
    'triggers-awaited',
    'half-configured',
    'unpacked',
    'config-files',
    'not-installed',
    'half-installed',
  ];
  expect(namesOf(status(states.map((state) => paragraph(state, state)).join('')))).toEqual(
    states.slice(0, 5),
  );
});

test('one package can be there for two architectures', () => {
  const other = paragraph('zlib1g').replace('amd64', 'i386');
  expect(status(paragraph('zlib1g') + other).packages).toMatchObject([
    { name: 'zlib1g', architecture: 'amd64' },
    { name: 'zlib1g', architecture: 'i386' },
  ]);
});

test.each([
  ['without a newline at the end', paragraph('a').trimEnd()],
  ['with lines ended by CR LF', paragraph('a').replaceAll('\n', '\r\n')],
  ['with several empty lines, some of blanks', `\n\n \t\n${paragraph('a')}\n  \n\n`],
  ['with field names in other case', paragraph('a').replaceAll('Package:', 'PACKAGE:')],
])('a file %s is read', (_, text) => {
  expect(status(text)).toMatchObject({ packages: [{ name: 'a', version: '1.0' }], missing: null });
});

test.each([
  ['a size that is no number', 'Installed-Size: many\n'],
  ['a size below nothing', 'Installed-Size: -4\n'],
  ['no size', ''],
])('%s is not known', (_, field) => {
  expect(status(paragraph('a', 'installed', field)).packages[0]?.bytes).toBeNull();
});

test('a paragraph that names no package, version or state is told, and the others stand', () => {
  const broken = ['Package: x\nVersion: 1\n\n', 'Package: y\nStatus: install ok installed\n\n'];
  for (const text of broken) {
    const read = status(paragraph('a') + text + paragraph('b'));
    expect([namesOf(read), read.missing]).toEqual([['a', 'b'], 'damaged']);
  }
});

test('an empty file has no packages, and nothing is missing', () => {
  expect(status('')).toEqual({ kind: 'packages', packages: [], missing: null });
});

test('a file of status.d has no state', () => {
  const text = 'Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\nInstalled-Size: 3\n';
  expect(parseDpkg(Buffer.from(text), { parts: true }).packages).toEqual([
    { name: 'tzdata', version: '2024a-0+deb12u1', architecture: 'all', bytes: 3072 },
  ]);
});

test('hundreds of thousands of lines are read at once', () => {
  const conffiles = Array.from({ length: 40 }, (_, line) => ` /etc/file-${line} 0123456789abcdef`);
  const more = `Conffiles:\n${conffiles.join('\n')}\nDescription: of some length: really\n`;
  const text = Array.from({ length: 10_000 }, (_, at) => paragraph(`p${at}`, 'installed', more));
  const bytes = Buffer.from(text.join(''));
  const start = performance.now();
  expect(parseDpkg(bytes, { parts: false }).packages).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('lines without end cost no more than their length', () => {
  const bytes = Buffer.alloc(4_000_000, 'a\n');
  const start = performance.now();
  expect(parseDpkg(bytes, { parts: false }).packages).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5000);
});
