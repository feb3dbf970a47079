import type { SqlitePages } from './sqlite-pages.ts';

/*
 * SQLite as a library was weighed and left: as WebAssembly it adds a megabyte to each program of the engine, takes no
 * write-ahead log beside the bytes of a database, and cannot be stopped while it follows a schema that somebody made up.
 * To walk one table takes little, and every step of it is bounded here by the pages that the file really has.
 */

/** One value of a row: what a table of packages holds besides is not needed. */
export type SqliteValue = string | number | Uint8Array | null;

/** Takes a row. False ends the walk. */
export type RowVisitor = (values: readonly SqliteValue[]) => boolean;

const interior = 0x05;
const leaf = 0x0d;
/** The page of the schema has the file's header in front. */
const fileHeaderBytes = 100;
/** Columns of a row that are looked at. */
const columns = 8;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Walks the rows of the table whose tree begins at page `root`, in order of their ids (SQLite, Database File Format 1.6
 * and 2.1). No page is read twice, so a damaged or made-up file ends the walk at the latest where its pages do. False
 * when something is not as the format says; what came before stands.
 */
export function visitRows(pages: SqlitePages, root: number, visit: RowVisitor): boolean {
  const seen = new Set<number>();
  const toGo = [root];
  for (let number = toGo.pop(); number !== undefined; number = toGo.pop()) {
    const page = takePage(pages, seen, number);
    if (page === null) return false;
    const header = number === 1 ? fileHeaderBytes : 0;
    const cells = cellsOf(page, header);
    if (cells === null) return false;
    if (page[header] === interior) {
      const children = cells.starts.map((at) => wordAt(page, at));
      toGo.push(wordAt(page, header + 8), ...children.toReversed());
      continue;
    }
    for (const at of cells.starts) {
      const row = rowAt(pages, seen, page, at);
      if (row === null) return false;
      if (!visit(row)) return true;
    }
  }
  return true;
}

/** Page on which the tree of a table begins; null when the schema has no such table. */
export function tableRoot(pages: SqlitePages, table: string): number | null {
  let root: number | null = null;
  visitRows(pages, 1, ([type, name, , page]) => {
    if (type === 'table' && name === table && typeof page === 'number') root = page;
    return root === null;
  });
  return root;
}

function takePage(pages: SqlitePages, seen: Set<number>, number: number): Uint8Array | null {
  if (seen.has(number)) return null;
  seen.add(number);
  return pages.page(number);
}

/** Where the cells of a page of a table begin; null for a page of another kind. */
function cellsOf(page: Uint8Array, header: number): { readonly starts: readonly number[] } | null {
  const kind = page[header];
  if (kind !== interior && kind !== leaf) return null;
  const count = halfAt(page, header + 3);
  const first = header + (kind === interior ? 12 : 8);
  if (first + 2 * count > page.length) return null;
  const starts = Array.from({ length: count }, (_, cell) => halfAt(page, first + 2 * cell));
  return starts.every((at) => at + 4 <= page.length) ? { starts } : null;
}

function rowAt(
  pages: SqlitePages,
  seen: Set<number>,
  page: Uint8Array,
  start: number,
): readonly SqliteValue[] | null {
  const length = varintAt(page, start);
  const id = length === null ? null : varintAt(page, length.end);
  if (length === null || id === null) return null;
  const payload = payloadAt(pages, seen, page, id.end, length.value);
  return payload === null ? null : valuesOf(payload);
}

/** A row's bytes: on the page, and what has no room there on a chain of other pages. */
function payloadAt(
  pages: SqlitePages,
  seen: Set<number>,
  page: Uint8Array,
  start: number,
  length: number,
): Uint8Array | null {
  const { usable } = pages;
  const most = usable - 35;
  if (length <= most) {
    return start + length <= usable ? page.subarray(start, start + length) : null;
  }
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wished = least + ((length - least) % (usable - 4));
  const local = wished <= most ? wished : least;
  if (start + local + 4 > usable || length > pages.count * usable) return null;
  const payload = new Uint8Array(length);
  payload.set(page.subarray(start, start + local));
  let filled = local;
  let next = wordAt(page, start + local);
  while (filled < length) {
    const more = takePage(pages, seen, next);
    if (more === null) return null;
    const piece = more.subarray(4, Math.min(usable, 4 + length - filled));
    payload.set(piece, filled);
    filled += piece.length;
    next = wordAt(more, 0);
  }
  return payload;
}

/** The first columns of a record: its header says of what type and how long each is, then they follow. */
function valuesOf(payload: Uint8Array): readonly SqliteValue[] | null {
  const header = varintAt(payload, 0);
  if (header === null || header.value > payload.length) return null;
  const values: SqliteValue[] = [];
  let type = header.end;
  let at = header.value;
  while (type < header.value && values.length < columns) {
    const serial = varintAt(payload, type);
    if (serial === null) return null;
    const length = lengthOf(serial.value);
    if (length === null || at + length > payload.length) return null;
    values.push(valueOf(serial.value, payload.subarray(at, at + length)));
    type = serial.end;
    at += length;
  }
  return values;
}

const numberLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;

function lengthOf(serial: number): number | null {
  return serial < 12 ? (numberLengths[serial] ?? null) : Math.floor((serial - 12) / 2);
}

/** Numbers with a fraction and those over 48 bits come as null: no column that is read holds one. */
function valueOf(serial: number, bytes: Uint8Array): SqliteValue {
  if (serial >= 12) return serial % 2 === 0 ? bytes : decoder.decode(bytes);
  if (serial === 8 || serial === 9) return serial - 8;
  if (serial === 0 || bytes.length === 8) return null;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readIntBE(0, bytes.length);
}

/** A number of up to nine bytes, seven bits each; null when it is cut off or larger than any size can be. */
function varintAt(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let at = start; at < start + 9; at++) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    value = at === start + 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (byte < 0x80 || at === start + 8) return { value, end: at + 1 };
  }
  return null;
}

function halfAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return halfAt(bytes, at) * 0x1_0000 + halfAt(bytes, at + 2);
}
