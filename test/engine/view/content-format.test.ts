import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { contentFormat } from '../../../electron/engine/view/content-format.ts';

/** A header with one program header behind it. */
function elf(
  type: number,
  machine: number,
  { wide = true, little = true, segment = 1 } = {},
): Uint8Array {
  const bytes = Buffer.alloc(256);
  const put = (value: number, at: number): void => {
    if (little) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt16BE(value, at);
  };
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  put(type, 16);
  put(machine, 18);
  // The header of 32 bits is shorter; big-endian numbers end where little-endian ones begin.
  const [start, size, count, headers] = wide ? [32, 54, 56, 64] : [28, 42, 44, 52];
  put(headers, little ? start : start + (wide ? 6 : 2));
  put(wide ? 56 : 32, size);
  put(1, count);
  put(segment, little ? headers : headers + 2);
  return bytes;
}

function elfOf(object: string, machine = 'x86-64', bits = 64, order = 'little'): object {
  return { kind: 'elf', bits, order, machine, object };
}

describe('programs and libraries', () => {
  test.each([
    ['an executable at a fixed address', elf(2, 62), elfOf('executable')],
    ['an executable that may be loaded anywhere', elf(3, 62, { segment: 3 }), elfOf('executable')],
    ['a library', elf(3, 62), elfOf('shared')],
    ['an object file', elf(1, 183), elfOf('relocatable', 'AArch64')],
    ['32 bits', elf(3, 40, { wide: false }), elfOf('shared', 'ARM', 32)],
    [
      '32 bits, big-endian, with an interpreter',
      elf(3, 20, { wide: false, little: false, segment: 3 }),
      elfOf('executable', 'PowerPC', 32, 'big'),
    ],
    [
      'big-endian, with an interpreter',
      elf(3, 22, { little: false, segment: 3 }),
      elfOf('executable', 's390x', 64, 'big'),
    ],
    ['a machine without a name', elf(2, 0xbeef), elfOf('executable', '0xbeef')],
  ])('%s', async (_, bytes, format) => {
    expect(await contentFormat(bytes)).toEqual(format);
  });

  test.runIf(process.platform === 'linux')('the runtime itself is an executable', async () => {
    const bytes = readFileSync(process.execPath).subarray(0, 5000);
    expect(await contentFormat(bytes)).toMatchObject({ kind: 'elf', object: 'executable' });
  });
});

describe('formats with a name', () => {
  const named = (name: string): object => ({ kind: 'named', name });
  const zip = Buffer.concat([
    Buffer.from('504b03041400000000000000000000000000000000000000000005000000', 'hex'),
    Buffer.from('a.txt'),
    Buffer.alloc(40),
  ]);
  test.each([
    ['gzip', gzipSync('hello hello hello'), 'gzip'],
    ['zstd', Buffer.from('28b52ffd0458290000', 'hex'), 'zstd'],
    ['xz', Buffer.from('fd377a585a000004e6d6b446', 'hex'), 'xz'],
    ['bzip2', Buffer.from('425a6839314159265359', 'hex'), 'bzip2'],
    ['zip', zip, 'zip'],
    ['sqlite', Buffer.from('SQLite format 3\0\x10\0\x01\x01\0', 'latin1'), 'sqlite'],
    ['rpm', Buffer.concat([Buffer.from('edabeedb03000000', 'hex'), Buffer.alloc(100)]), 'rpm'],
    [
      'deb',
      Buffer.from(`!<arch>\ndebian-binary   1410122664  0     0     100644  4         \`\n2.0\n`),
      'deb',
    ],
    [
      'ar',
      Buffer.from(`!<arch>\n/               1410122664  0     0     100644  4         \`\n2.0\n`),
      'ar',
    ],
    ['class', Buffer.from('cafebabe0000003d001d0a00', 'hex'), 'java-class'],
    ['universal Mach-O', Buffer.from('cafebabe0000000201000007', 'hex'), 'mach-o'],
    ['Mach-O', Buffer.from('cffaedfe0700000103000000', 'hex'), 'mach-o'],
    ['wasm', Buffer.from('0061736d0100000001040160', 'hex'), 'wasm'],
    ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), 'pdf'],
    ['PE', Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(200)]), 'pe'],
    ['WOFF2', Buffer.from('774f4632000100000000', 'hex'), 'font'],
  ])('%s', async (_, bytes, name) => {
    expect(await contentFormat(bytes)).toEqual(named(name));
  });

  test('tar', async () => {
    const tar = pack();
    tar.entry({ name: 'a/b' }, 'hello');
    tar.finalize();
    expect(await contentFormat(await buffer(tar))).toEqual(named('tar'));
  });
});

describe('Python bytecode', () => {
  test.each([
    ['a70d0d0a00000000d5b3c06433000000', '3.11'],
    ['cb0d0d0a0300000000112233445566ff', '3.12'],
    ['610d0d0a00000000d5b3c06433000000', '3.9'],
    ['b80b0d0a00000000d5b3c06433000000', null],
  ])('%s', async (hex, version) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(await contentFormat(bytes)).toEqual({ kind: 'python-bytecode', version });
  });

  test('of the Python that is here has its version', async (context) => {
    const said = runPython();
    if (said === null) return context.skip('no python3 here');
    const [version = '', number = ''] = said.split(' ');
    const bytes = Buffer.concat([Buffer.from(number, 'hex'), Buffer.alloc(12)]);
    expect(await contentFormat(bytes)).toEqual({ kind: 'python-bytecode', version });
  });
});

/** Version and magic number of the Python here; null where there is none. */
function runPython(): string | null {
  const script =
    'import sys, importlib.util as u; print("%d.%d" % sys.version_info[:2], u.MAGIC_NUMBER.hex())';
  try {
    return execFileSync('python3', ['-c', script], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return null;
  }
}

test('text, nothing and noise are not recognised', async () => {
  expect(await contentFormat(Buffer.alloc(0))).toBeNull();
  expect(await contentFormat(Buffer.from('hello\nworld\n'))).toBeNull();
  expect(await contentFormat(Buffer.from('name,value\r\nMZ,1\r\n'))).toBeNull();
  expect(await contentFormat(Buffer.alloc(500, 7))).toBeNull();
});

test('no bytes make it fail or last', async () => {
  const starts = [
    '7f454c46',
    '504b0304',
    '1f8b08',
    '213c617263683e0a',
    'cafebabe',
    '3026b2758e66cf11',
    '52494646',
    '4944330',
  ].map((hex) => Buffer.from(hex, 'hex'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 600 }),
      async (start, rest) => {
        const format = await contentFormat(Buffer.concat([start, rest]));
        expect(format === null || typeof format.kind === 'string').toBe(true);
      },
    ),
    { numRuns: 400 },
  );
}, 20_000);
