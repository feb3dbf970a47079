import { crc32 } from 'node:zlib';
import { digestHex, type Digest } from '../../../shared/model/digest.ts';
import { windowBytes } from '../bytes/checkpoint.ts';
import { limits } from '../bytes/limits.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { pointRowBytes, type PackedPoint } from './layer-points.ts';

/** Goes up with every change of the form, and of what a checkpoint means: files of other versions are not used. */
export const pointsFileVersion = 1;

/**
 * The form: magic number, version, CRC-32 of what follows up to the end of the rows, number of rows; the sha256 of the
 * layer's stored bytes; a row for each checkpoint: its place in the stored bytes and in the tar as 64-bit floats, bytes
 * of its window, packed bytes, their CRC-32; what is packed, one after another. Numbers are little-endian.
 */
const magic = 0x5450534c;
const versionAt = 4;
const checksumAt = 8;
const checkedFrom = 12;
const countAt = 12;
const digestAt = 16;
const digestBytes = 32;
const rowsAt = digestAt + digestBytes;

/** Checkpoints of the layer whose stored bytes hash to `storedDigest`, in ascending order, as the bytes of a file. */
export function encodePointsFile(
  points: readonly PackedPoint[],
  storedDigest: Digest,
): Uint8Array<ArrayBuffer> {
  const packedAt = rowsAt + points.length * pointRowBytes;
  const size = points.reduce((sum, { packed }) => sum + packed.length, packedAt);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(versionAt, pointsFileVersion, true);
  view.setUint32(countAt, points.length, true);
  file.set(Buffer.from(digestHex(storedDigest), 'hex'), digestAt);
  let at = packedAt;
  points.forEach((point, row) => {
    const rowAt = rowsAt + row * pointRowBytes;
    view.setFloat64(rowAt, point.position, true);
    view.setFloat64(rowAt + 8, point.unpacked, true);
    view.setUint32(rowAt + 16, point.windowBytes, true);
    view.setUint32(rowAt + 20, point.packed.length, true);
    view.setUint32(rowAt + 24, point.check, true);
    file.set(point.packed, at);
    at += point.packed.length;
  });
  view.setUint32(checksumAt, crc32(file.subarray(checkedFrom, packedAt)), true);
  return file;
}

/**
 * The checkpoints at or before `place` of the tar that a file holds for the layer whose stored bytes hash to
 * `storedDigest`, the nearest first, at most `count`; what is packed is not checked. Null when the file is of another
 * layer or version, damaged, or says anything that no checkpoint can say. Throws what `file.read` throws.
 */
export function readPointsFile(
  file: RandomAccess,
  storedDigest: Digest,
  place: number,
  count: number,
): readonly PackedPoint[] | null {
  const head = readPart(file, 0, rowsAt);
  if (head === null || file.size > limits.pointsFileBytes) return null;
  const view = viewOf(head);
  if (view.getUint32(0, true) !== magic) return null;
  if (view.getUint32(versionAt, true) !== pointsFileVersion) return null;
  if (Buffer.from(head).toString('hex', digestAt) !== digestHex(storedDigest)) return null;
  const rows = readPart(file, rowsAt, view.getUint32(countAt, true) * pointRowBytes);
  if (rows === null) return null;
  const check = crc32(rows, crc32(head.subarray(checkedFrom)));
  if (view.getUint32(checksumAt, true) !== check) return null;
  const points = readRows(viewOf(rows), rowsAt + rows.length, file.size);
  if (points === null) return null;
  const near = points.filter(({ unpacked }) => unpacked <= place).slice(-count);
  return near.toReversed().flatMap(({ packedAt, packedBytes, ...point }) => {
    const packed = readPart(file, packedAt, packedBytes);
    return packed === null ? [] : [{ ...point, packed }];
  });
}

type Row = Omit<PackedPoint, 'packed'> & {
  readonly packedAt: number;
  readonly packedBytes: number;
};

/** Rows must ascend, and what is packed must end where the file does. */
function readRows(view: DataView, packedAt: number, fileBytes: number): readonly Row[] | null {
  const rows: Row[] = [];
  let at = packedAt;
  let previous = { position: 0, unpacked: 0 };
  for (let rowAt = 0; rowAt < view.byteLength; rowAt += pointRowBytes) {
    const position = view.getFloat64(rowAt, true);
    const unpacked = view.getFloat64(rowAt + 8, true);
    const size = view.getUint32(rowAt + 16, true);
    const packedBytes = view.getUint32(rowAt + 20, true);
    const check = view.getUint32(rowAt + 24, true);
    if (!Number.isSafeInteger(position) || position <= previous.position) return null;
    if (!Number.isSafeInteger(unpacked) || unpacked <= previous.unpacked) return null;
    if (size > windowBytes) return null;
    rows.push({ position, unpacked, windowBytes: size, check, packedAt: at, packedBytes });
    previous = { position, unpacked };
    at += packedBytes;
  }
  return at === fileBytes ? rows : null;
}

/** Null when the file ends before. */
function readPart(file: RandomAccess, position: number, length: number): Uint8Array | null {
  if (position + length > file.size) return null;
  const bytes = new Uint8Array(length);
  file.read(bytes, position);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
