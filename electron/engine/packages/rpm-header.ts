import { isPackageText } from './package-record.ts';
import type { PackageRecord } from './package-record.ts';

/** Numbers of the parts of a header that are read (rpm, tags). */
const Tag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  size: 1009,
  architecture: 1022,
  longSize: 5009,
} as const;

const wanted: ReadonlySet<number> = new Set(Object.values(Tag));

const Type = { int32: 4, int64: 5, string: 6, stringArray: 8, translated: 9 } as const;

const indexBytes = 16;
/** As rpm itself has it. */
const mostTags = 0xffff;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The package of a header as rpm keeps it in its database (rpm, RPM Header format without its leading magic): the
 * numbers of entries and of data bytes, an entry of 16 bytes for each tag, the data. The version is written as rpm
 * writes EVR: `epoch:version-release`, the epoch only where there is one. Null when the header is damaged.
 */
export function parseRpmHeader(header: Uint8Array): PackageRecord | null {
  if (header.length < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const tags = view.getUint32(0);
  const dataStart = 8 + tags * indexBytes;
  if (tags > mostTags || dataStart + view.getUint32(4) > header.length) return null;
  const data = header.subarray(dataStart, dataStart + view.getUint32(4));
  const texts = new Map<number, string>();
  const numbers = new Map<number, number>();
  for (let entry = 8; entry < dataStart; entry += indexBytes) {
    const tag = view.getUint32(entry);
    const type = view.getUint32(entry + 4);
    const offset = view.getUint32(entry + 8);
    if (!wanted.has(tag) || view.getUint32(entry + 12) === 0) continue;
    const text = textAt(data, type, offset);
    if (text !== null && !texts.has(tag)) texts.set(tag, text);
    const number = numberAt(data, type, offset);
    if (number !== null && !numbers.has(tag)) numbers.set(tag, number);
  }
  return recordOf(texts, numbers);
}

function recordOf(
  texts: ReadonlyMap<number, string>,
  numbers: ReadonlyMap<number, number>,
): PackageRecord | null {
  const name = texts.get(Tag.name) ?? '';
  const version = texts.get(Tag.version) ?? '';
  const release = texts.get(Tag.release) ?? '';
  if (![name, version, release].every(isPackageText)) return null;
  const epoch = numbers.get(Tag.epoch);
  const architecture = texts.get(Tag.architecture) ?? '';
  return {
    name,
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`,
    architecture: isPackageText(architecture) ? architecture : null,
    bytes: numbers.get(Tag.longSize) ?? numbers.get(Tag.size) ?? null,
  };
}

/** The text at an offset, or the first of several; it ends with a zero. */
function textAt(data: Uint8Array, type: number, offset: number): string | null {
  if (type !== Type.string && type !== Type.stringArray && type !== Type.translated) return null;
  const end = data.indexOf(0, offset);
  return end === -1 ? null : decoder.decode(data.subarray(offset, end));
}

function numberAt(data: Uint8Array, type: number, offset: number): number | null {
  const length = type === Type.int32 ? 4 : 8;
  if ((type !== Type.int32 && type !== Type.int64) || offset + length > data.length) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === Type.int32) return view.getUint32(offset);
  const number = Number(view.getBigUint64(offset));
  return Number.isSafeInteger(number) ? number : null;
}
