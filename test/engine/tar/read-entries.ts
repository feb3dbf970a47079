import { expect } from 'vitest';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import type { ByteSpan } from '../../../electron/engine/tar/byte-span.ts';
import { readTar, type TarEnding } from '../../../electron/engine/tar/reader.ts';
import { TarStreamReader } from '../../../electron/engine/tar/stream-reader.ts';
import type { TarEntry } from '../../../electron/engine/tar/tar-entry.ts';

/** Everything a reader tells of one entry, copied. */
export interface ReadEntry {
  readonly type: string;
  readonly name: string;
  readonly link: string;
  readonly rawName: Uint8Array;
  readonly userName: string;
  readonly groupName: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modified: number;
  readonly size: number;
  readonly storedBytes: number;
  readonly offset: number;
  readonly body: number;
  readonly device: readonly [number, number];
  readonly xattrs: readonly (readonly [string, string])[];
  readonly sparse: readonly (readonly [number, number])[] | null;
  readonly dataStart: number;
}

export interface ReadResult {
  readonly entries: readonly ReadEntry[];
  /** `code name` of each problem. */
  readonly problems: readonly string[];
  readonly ending: TarEnding;
}

const chunkSizes = [1 << 20, 4096, 1024, 513, 512, 511, 100, 7];

/**
 * Reads a tar by seeking, and as a stream in pieces of several lengths; all must tell the same, and the bodies of the
 * stream must be the bytes that the entries point at.
 */
export function readEntries(bytes: Uint8Array): ReadResult {
  const result = readBySeeking(bytes);
  for (const size of chunkSizes) {
    const streamed = readInChunks(bytes, chunksOf(bytes, size));
    expect(streamed, `in pieces of ${size}`).toEqual(result);
  }
  return result;
}

export function readBySeeking(bytes: Uint8Array): ReadResult {
  const entries: ReadEntry[] = [];
  const problems: string[] = [];
  const ending = readTar(
    openBytes(bytes),
    (entry) => {
      entries.push(copy(entry));
      return true;
    },
    (code, _severity, name) => problems.push(problemText(code, name)),
  );
  return { entries, problems, ending };
}

/** Streams the pieces; checks every body against `bytes`. */
export function readInChunks(bytes: Uint8Array, chunks: readonly Uint8Array[]): ReadResult {
  const entries: ReadEntry[] = [];
  const problems: string[] = [];
  let body: number[] = [];
  const reader = new TarStreamReader(
    {
      entry: (entry) => {
        entries.push(copy(entry));
        body = [];
        return true;
      },
      body: (piece, start, end) => {
        for (let at = start; at < end; at++) body.push(piece[at] ?? -1);
      },
      bodyEnd: () => {
        const last = entries.at(-1);
        if (last === undefined) throw new Error('a body without an entry');
        const stored = bytes.subarray(last.body + last.dataStart, last.body + last.storedBytes);
        expect(body, last.name).toEqual([...stored]);
      },
    },
    (code, _severity, name) => problems.push(problemText(code, name)),
  );
  // A reader must not keep what it is given: the piece is destroyed afterwards.
  for (const chunk of chunks) {
    const given = chunk.slice();
    reader.push(given);
    given.fill(0xee);
  }
  return { entries, problems, ending: reader.end() };
}

export function chunksOf(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

function problemText(code: string, name: ByteSpan | null): string {
  return name === null ? code : `${code} ${name.text()}`;
}

function copy(entry: TarEntry): ReadEntry {
  return {
    type: entry.type === 0 ? 'NUL' : String.fromCharCode(entry.type),
    name: entry.name.text(),
    link: entry.link.text(),
    rawName: entry.name.copy(),
    userName: entry.userName.text(),
    groupName: entry.groupName.text(),
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    modified: entry.modified,
    size: entry.size,
    storedBytes: entry.storedBytes,
    offset: entry.offset,
    body: entry.body,
    device: [entry.deviceMajor, entry.deviceMinor],
    xattrs: (entry.xattrs ?? []).map(({ name, value }) => [
      name,
      Buffer.from(value).toString('latin1'),
    ]),
    sparse: entry.sparse?.map(({ offset, length }) => [offset, length] as const) ?? null,
    dataStart: entry.dataStart,
  };
}
