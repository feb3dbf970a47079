// @ts-check
/**
 * A reader for one trusted zip, so that fetching a runtime needs no tool beside Node. Layout:
 * PKWARE APPNOTE 4.3 (local header, central directory, end record); no zip64, no encryption.
 */
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const endRecordSize = 22;
const centralRecordSize = 46;
const localHeaderSize = 30;
const stored = 0;

/** @typedef {{ name: string, method: number, mode: number, size: number, offset: number }} ZipEntry */

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('The zip ends too early.');
  return buffer;
}

/**
 * Lists a zip that has no comment at its end.
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>} in the order of the central directory; size is the packed one
 */
async function readCentralDirectory(file) {
  const { size } = await file.stat();
  const end = await readAt(file, size - endRecordSize, endRecordSize);
  if (end.readUInt32LE(0) !== 0x06054b50) throw new Error('This is not a plain zip.');
  const directory = await readAt(file, end.readUInt32LE(16), end.readUInt32LE(12));
  /** @type {ZipEntry[]} */
  const entries = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('The zip directory is broken.');
    const nameLength = directory.readUInt16LE(at + 28);
    const nameStart = at + centralRecordSize;
    entries.push({
      name: directory.toString('utf8', nameStart, nameStart + nameLength),
      method: directory.readUInt16LE(at + 10),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at = nameStart + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks the files of a zip that are asked for.
 * @param {string} zip path of the file
 * @param {string} target folder to write under
 * @param {(name: string) => string | undefined} placeOf where an entry goes, below target;
 *   undefined leaves it out. Entries that would land outside target are an error.
 */
export async function unzip(zip, target, placeOf) {
  const inflate = promisify(inflateRaw);
  const file = await open(zip);
  try {
    for (const entry of await readCentralDirectory(file)) {
      const place = entry.name.endsWith('/') ? undefined : placeOf(entry.name);
      if (place === undefined) continue;
      const destination = path.resolve(target, place);
      if (!destination.startsWith(target + path.sep)) throw new Error(`Unsafe name: ${entry.name}`);
      const header = await readAt(file, entry.offset, localHeaderSize);
      const bodyStart =
        entry.offset + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
      const body = await readAt(file, bodyStart, entry.size);
      await mkdir(path.dirname(destination), { recursive: true });
      await writeFile(destination, entry.method === stored ? body : await inflate(body), {
        mode: entry.mode & 0o777,
      });
    }
  } finally {
    await file.close();
  }
}
