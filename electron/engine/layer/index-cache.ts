import { hash } from 'node:crypto';
import { join } from 'node:path';
import { digestHex, type Digest } from '../../../shared/model/digest.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { hashBlob, type HashBlobOptions } from '../bytes/hash-blob.ts';
import { limits, limitsKey } from '../bytes/limits.ts';
import { locateFile, withBlob, type RandomAccess } from '../bytes/random-access.ts';
import { listCache, readCacheFile, removeCacheFile, touch, writeCacheFile } from './cache-files.ts';
import { decodeIndexFile, encodeIndexFile } from './index-file.ts';
import type { ProvenLayer } from './index-layer.ts';
import { blobName, decodePlace, encodePlace, placeName } from './index-place.ts';
import type { LayerIndex } from './layer-index.ts';
import type { PackedPoint } from './layer-points.ts';
import { encodePointsFile, readPointsFile } from './points-file.ts';

/**
 * The folder of saved layer indexes. `DIFFID.index` is the index of the layer whose uncompressed tar hashes to DIFFID;
 * `KEY.place` says which layer lies in a certain place of a certain unchanged file, or
 * is stored as bytes of a certain digest, found by reading all of it; `BLOB.points` holds the
 * checkpoints of the gzip layer whose stored bytes hash to BLOB. What an
 * archive only states about a layer leads to nothing here. Everything may be deleted at any time. What is damaged or of
 * another version is removed when met. No function here fails: what cannot be read is not there, and what cannot be
 * written is not kept.
 */
export interface CacheUsage {
  readonly bytes: number;
  readonly limitBytes: number;
  readonly indexes: number;
}

const indexSuffix = '.index';
const placeSuffix = '.place';
const pointsSuffix = '.points';
const suffixes = [indexSuffix, placeSuffix, pointsSuffix];
/** Checkpoints that are loaded for one read. */
const pointsTried = 3;
/** How far the folder may grow past its limit before old files are looked for. */
const slackBytes = 64 * 1024 * 1024;

/** Bytes written by this thread since the folder was last brought under its limit. */
const writtenBytes = new Map<string, number>();

/** The layer that was read whole at `location` before, if its file is still the same. */
export function loadIndex(
  folder: string,
  location: BlobLocation,
  stargz: boolean,
): ProvenLayer | null {
  const name = placeName(location, stargz);
  return name === null ? null : loadNamed(folder, name, stargz);
}

/**
 * The layer whose stored bytes hash to `stated`, if one was read whole before and the bytes of `source` do hash to it:
 * for a compressed layer that is a fraction of the work of decoding it. Nothing is hashed when no such layer is kept.
 * Throws `EngineError` `cancelled` and what reading gives.
 */
export function loadIndexByDigest(
  folder: string,
  source: RandomAccess,
  stated: Digest,
  stargz: boolean,
  options: HashBlobOptions,
): ProvenLayer | null {
  const layer = loadNamed(folder, blobName(stated, stargz), stargz);
  if (layer === null || layer.proof.storedDigest !== stated) return null;
  return hashBlob(source, stated, options) === stated ? layer : null;
}

/** Keeps a layer that was read whole at `location`. One that could not be decoded to its end is not kept. */
export function keepIndex(
  folder: string,
  location: BlobLocation,
  stargz: boolean,
  { index, proof }: ProvenLayer,
): void {
  const { diffId, storedDigest, compression } = proof;
  if (diffId === null || isOfStoredForm(index, proof)) return;
  const file = encodeIndexFile({ index, diffId });
  if (file === null || !writeCacheFile(folder, indexName(diffId, stargz), file)) return;
  const names = [placeName(location, stargz)];
  if (compression !== 'none') names.push(blobName(storedDigest, stargz));
  for (const name of names) {
    if (name === null) continue;
    const place = encodePlace(name, { diffId, storedDigest, compression });
    writeCacheFile(folder, name + placeSuffix, place);
  }
  countWritten(folder, file.length);
}

/** Keeps the checkpoints of a layer that was read whole, unless there are none. */
export function keepPoints(
  folder: string,
  storedDigest: Digest,
  points: readonly PackedPoint[],
): void {
  if (points.length === 0) return;
  const file = encodePointsFile(points, storedDigest);
  if (writeCacheFile(folder, pointsName(storedDigest), file)) countWritten(folder, file.length);
}

/**
 * The checkpoints at or before `place` of the tar of the gzip layer whose stored bytes were found to hash to
 * `storedDigest`, the nearest first: some, for the case that one cannot be used.
 */
export function loadPoints(
  folder: string,
  storedDigest: Digest,
  place: number,
): readonly PackedPoint[] {
  const path = join(folder, pointsName(storedDigest));
  try {
    const points = withBlob(locateFile(path), (file) =>
      readPointsFile(file, storedDigest, place, pointsTried),
    );
    if (points === null) removeCacheFile(path);
    else touch(path);
    return points ?? [];
  } catch {
    return [];
  }
}

export function indexCacheUsage(folder: string): CacheUsage {
  const files = listCache(folder, suffixes);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const indexes = files.filter((file) => file.path.endsWith(indexSuffix)).length;
  return { bytes, limitBytes: limits.indexCacheBytes, indexes };
}

/** Removes every saved index and checkpoint; files of other programs in the folder stay. */
export function clearIndexCache(folder: string): void {
  trimIndexCache(folder, -1);
}

/** Removes the least recently used files until those left take at most `limitBytes`. */
export function trimIndexCache(folder: string, limitBytes: number): void {
  const files = listCache(folder, suffixes);
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of files.toSorted((one, other) => one.used - other.used)) {
    if (bytes <= limitBytes) break;
    removeCacheFile(file.path);
    bytes -= file.bytes;
  }
  writtenBytes.set(folder, 0);
}

function countWritten(folder: string, bytes: number): void {
  const written = (writtenBytes.get(folder) ?? slackBytes) + bytes;
  writtenBytes.set(folder, written);
  if (written > slackBytes) trimIndexCache(folder, limits.indexCacheBytes);
}

function loadNamed(folder: string, name: string, stargz: boolean): ProvenLayer | null {
  const path = join(folder, name + placeSuffix);
  const file = readCacheFile(path, limits.jsonBytes);
  if (file === null) return null;
  const place = decodePlace(name, new Uint8Array(file));
  const index = place === null ? null : loadByDiffId(folder, place.diffId, stargz);
  if (place === null || index === null) {
    removeCacheFile(path);
    return null;
  }
  touch(path);
  const { unpackedBytes } = index;
  return { index, proof: { ...place, unpackedBytes } };
}

function loadByDiffId(folder: string, diffId: Digest, stargz: boolean): LayerIndex | null {
  const path = join(folder, indexName(diffId, stargz));
  const file = readCacheFile(path, limits.indexFileBytes);
  if (file === null) return null;
  const saved = decodeIndexFile(file);
  if (saved === null || saved.diffId !== diffId) {
    removeCacheFile(path);
    return null;
  }
  touch(path);
  return saved.index;
}

/** An index that was found under other limits may hold less than could be found now, or more than should be. */
const limitsMark = limitsKey === '' ? '' : `-${hash('sha256', limitsKey).slice(0, 16)}`;

/** A layer's entries depend on the tar and the limits, but which of them are hidden depends on `stargz` as well. */
function indexName(diffId: Digest, stargz: boolean): string {
  return `${digestHex(diffId)}${stargz ? '-stargz' : ''}${limitsMark}${indexSuffix}`;
}

function pointsName(storedDigest: Digest): string {
  return `${digestHex(storedDigest)}${pointsSuffix}`;
}

/** Whether a problem is about how the layer is stored here: it would be wrong wherever else the layer is stored. */
function isOfStoredForm(index: LayerIndex, { compression }: ProvenLayer['proof']): boolean {
  if (compression === 'none') return false;
  return index.problems.some(({ code }) => code === 'layer-trailing-data');
}
