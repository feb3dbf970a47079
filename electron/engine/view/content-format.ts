import { fileTypeFromBuffer } from 'file-type/core';
import type { ContentFormat, FormatName } from '../../../shared/model/content-format.ts';
import { elfFormat } from './elf-format.ts';

/** Bytes from the beginning of a file that tell its format. */
export const formatBytes = 4100;

/** Names by the extension that file-type gives. */
const names: ReadonlyMap<string, FormatName> = new Map([
  ['7z', 'seven-zip'],
  ['ar', 'ar'],
  ['bz2', 'bzip2'],
  ['class', 'java-class'],
  ['deb', 'deb'],
  ['eot', 'font'],
  ['exe', 'pe'],
  ['gz', 'gzip'],
  ['jar', 'jar'],
  ['lz4', 'lz4'],
  ['macho', 'mach-o'],
  ['otf', 'font'],
  ['pdf', 'pdf'],
  ['rar', 'rar'],
  ['rpm', 'rpm'],
  ['sqlite', 'sqlite'],
  ['tar', 'tar'],
  ['tar.gz', 'tar-gzip'],
  ['ttc', 'font'],
  ['ttf', 'font'],
  ['wasm', 'wasm'],
  ['woff', 'font'],
  ['woff2', 'font'],
  ['xz', 'xz'],
  ['zip', 'zip'],
  ['zst', 'zstd'],
]);

/** First numbers of the bytecode of each version (CPython, Lib/importlib/_bootstrap_external.py), newest first. */
const pythonNumbers: readonly (readonly [first: number, version: string | null])[] = [
  [3700, null],
  [3650, '3.15'],
  [3600, '3.14'],
  [3550, '3.13'],
  [3500, '3.12'],
  [3450, '3.11'],
  [3430, '3.10'],
  [3420, '3.9'],
  [3400, '3.8'],
  [3390, '3.7'],
  [3360, '3.6'],
  [3320, '3.5'],
  [3250, '3.4'],
  [3190, '3.3'],
  [3000, null],
];

/** What the first bytes of a file say it is; null when they say nothing. Never fails, whatever the bytes are. */
export async function contentFormat(bytes: Uint8Array): Promise<ContentFormat | null> {
  const sample = bytes.subarray(0, formatBytes);
  return elfFormat(sample) ?? pythonFormat(sample) ?? (await sniffed(sample));
}

/** A number, then CR and LF, then flags of which few bits are used (PEP 552). */
function pythonFormat(bytes: Uint8Array): ContentFormat | null {
  if (bytes.length < 16 || bytes[2] !== 0x0d || bytes[3] !== 0x0a) return null;
  const number = bytes[0]! | (bytes[1]! << 8);
  const found = pythonNumbers.find(([first]) => number >= first);
  const isPlain = bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0;
  if (found === undefined || number >= 4000 || (number >= 3390 && !isPlain)) return null;
  return { kind: 'python-bytecode', version: found[1] };
}

async function sniffed(bytes: Uint8Array): Promise<ContentFormat | null> {
  try {
    const found = await fileTypeFromBuffer(bytes);
    if (found === undefined) return null;
    const name = names.get(found.ext);
    return name === undefined ? { kind: 'media', mediaType: found.mime } : { kind: 'named', name };
  } catch {
    return null;
  }
}
