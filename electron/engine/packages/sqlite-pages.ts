import { walPages } from './sqlite-wal.ts';

/** A database file cut into pages, as far as reading one of its tables needs it. */
export interface SqlitePages {
  /** Bytes of a page that hold data: without those reserved at its end. */
  readonly usable: number;
  readonly count: number;
  /** Page `number`, counted from 1, as it stands after the last finished transaction; null where there is none. */
  readonly page: (number: number) => Uint8Array | null;
}

const magic = Buffer.from('SQLite format 3\0');
/** Value of the two version bytes of a database that is written through a write-ahead log. */
const walVersion = 2;
/** SQLite itself wants that much of each page. */
const leastUsable = 480;

/**
 * Opens a database (SQLite, Database File Format 1.3). `log` is the write-ahead log beside it, if any: what was
 * committed there counts before the file's own pages, as it does for SQLite; what was begun and never committed does not.
 * A rollback journal is not looked at: rpm does not work with one. Null for what is no database.
 */
export function openSqlite(bytes: Uint8Array, log: Uint8Array | null): SqlitePages | null {
  if (bytes.length < 100 || !magic.equals(bytes.subarray(0, magic.length))) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stated = view.getUint16(16);
  const size = stated === 1 ? 65_536 : stated;
  const isPowerOfTwo = size >= 512 && (size & (size - 1)) === 0;
  const usable = size - view.getUint8(20);
  if (!isPowerOfTwo || usable < leastUsable) return null;
  const usesLog = view.getUint8(19) === walVersion;
  const newer = log !== null && usesLog ? walPages(log, size) : null;
  const count = newer?.count ?? Math.floor(bytes.length / size);
  return {
    usable,
    count,
    page: (number) => {
      if (!Number.isInteger(number) || number < 1 || number > count) return null;
      const logged = newer?.pages.get(number);
      if (logged !== undefined) return logged;
      const end = number * size;
      return end > bytes.length ? null : bytes.subarray(end - size, end);
    },
  };
}
