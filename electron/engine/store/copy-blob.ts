import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import {
  canCompute,
  digestAlgorithm,
  parseDigest,
  type Digest,
} from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { ProblemCode } from '../../../shared/model/problem.ts';
import { locationBytes } from '../archive/image-parts.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { digestOf } from '../bytes/digest-of.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { inflate, inflateLimitValues, type InflateResult } from '../bytes/inflate.ts';
import { hashBlob } from '../bytes/hash-blob.ts';
import { limits } from '../bytes/limits.ts';
import { openBlob, readStart, withBlob, type RandomAccess } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import {
  removeQuietly,
  renameOver,
  temporaryPath,
  writeError,
  writeWhole,
} from './durable-files.ts';
import type { LayerRecord } from './layer-records.ts';
import { makeOwnFolder } from './own-folders.ts';
import { locateBlob } from './store-blobs.ts';
import { blobFolder, blobPath } from './store-paths.ts';

/** A blob to be taken into the store. Plain data: it can be handed to a thread. */
export interface CopyRequest {
  readonly folder: string;
  readonly location: BlobLocation;
  /** What the stored bytes must hash to; null where nothing says so. */
  readonly digest: Digest | null;
  /** A layer is unpacked on the way, to be sure of its diffID. */
  readonly isLayer: boolean;
  /** What the layer must unpack to; null where nothing says so. */
  readonly diffId: Digest | null;
  /** Store the tar itself when it is compressed in a way that no OCI media type has (xz, bzip2). */
  readonly plainIfOdd: boolean;
}

export type CopyOutcome =
  | {
      readonly kind: 'stored';
      readonly digest: Digest;
      readonly bytes: number;
      /** For a layer only. */
      readonly record: LayerRecord | null;
      /** False for one that was there already. */
      readonly written: boolean;
    }
  | {
      /** The bytes are not what is said of them; nothing was stored. */
      readonly kind: 'refused';
      readonly code: ProblemCode;
      readonly values: Readonly<Record<string, string | number>>;
    };

export interface CopyContext {
  readonly isCancelled: () => boolean;
  /** Bytes of the source that are done. */
  readonly progress: (done: number) => void;
}

/**
 * Copies a blob into the store, unless it is a document that is there and whole. It is verified while it is written and has its place only when it is what it should be:
 * temporary file, flush, rename; the new name lasts once `syncBlobs` has been called. Throws `EngineError` `cancelled`,
 * `disk-full`, `not-writable`, `permission-denied` and what reading the source gives, leaving nothing behind.
 */
export async function copyBlob(request: CopyRequest, context: CopyContext): Promise<CopyOutcome> {
  const { digest, folder } = request;
  const algorithm = digest === null ? 'sha256' : digestAlgorithm(digest);
  if (digest !== null && !canCompute(digest)) {
    return { kind: 'refused', code: 'blob-digest-unknown-algorithm', values: { algorithm } };
  }
  if (digest !== null && isThere(request, digest, context)) {
    const bytes = locationBytes(request.location);
    return { kind: 'stored', digest, bytes, record: null, written: false };
  }
  const source = openBlob(request.location);
  const target = new Target(folder, algorithm);
  try {
    const copied = request.isLayer
      ? await copyLayer(source, target, algorithm, request, context)
      : await copyPlain(source, target, algorithm, context);
    const refusal = refusalOf(copied, request);
    if (refusal !== null) return refusal;
    source.confirm();
    target.finish(copied.digest);
    const { digest: found, bytes, record } = copied;
    return { kind: 'stored', digest: found, bytes, record, written: true };
  } finally {
    source.close();
    target.discard();
  }
}

/** Reading a document costs less than writing it, and a damaged one must not be taken for it. */
function isThere(
  { folder, location, isLayer }: CopyRequest,
  digest: Digest,
  { isCancelled }: CopyContext,
): boolean {
  const bytes = locationBytes(location);
  if (isLayer || bytes > limits.jsonBytes) return false;
  const there = locateBlob(folder, digest);
  if (there?.length !== bytes) return false;
  const options = { isCancelled, progress: () => {} };
  return withBlob(there, (source) => hashBlob(source, digest, options)) === digest;
}

interface Copied {
  readonly digest: Digest;
  readonly bytes: number;
  readonly record: LayerRecord | null;
  /** How decoding ended, for a layer. */
  readonly ending: InflateResult | null;
}

async function copyPlain(
  source: RandomAccess,
  target: Target,
  algorithm: string,
  { isCancelled, progress }: CopyContext,
): Promise<Copied> {
  const hash = createHash(algorithm);
  const options = { isCancelled, onProgress: progress };
  const result = await inflate(source, 'none', (bytes) => target.write(bytes, hash), options);
  target.throwIfFailed();
  const bytes = result.unpackedBytes;
  return { digest: digestFrom(algorithm, hash), bytes, record: null, ending: null };
}

async function copyLayer(
  source: RandomAccess,
  target: Target,
  algorithm: string,
  request: CopyRequest,
  { isCancelled, progress }: CopyContext,
): Promise<Copied> {
  const found = sniffCompression(readStart(source, sniffBytes));
  const isUnpacked = request.plainIfOdd && (found === 'xz' || found === 'bzip2');
  const storesTar = found === 'none' || isUnpacked;
  const unpackedHash = createHash('sha256');
  const storedHash = createHash(algorithm);
  const options = { isCancelled, onProgress: progress };
  const ending = await inflate(
    source,
    found,
    (bytes) => {
      unpackedHash.update(bytes);
      return storesTar ? target.write(bytes, storedHash) : !target.hasFailed;
    },
    storesTar ? options : { ...options, onInput: (bytes) => void target.write(bytes, storedHash) },
  );
  target.throwIfFailed();
  const digest = digestFrom(algorithm, storedHash);
  const diffId = digestOf(unpackedHash);
  const compression: Compression = isUnpacked ? 'none' : found;
  const { unpackedBytes } = ending;
  const storedBytes = target.bytes;
  const record = { digest, diffId, compression, storedBytes, unpackedBytes };
  return { digest, bytes: storedBytes, record, ending };
}

function refusalOf(copied: Copied, request: CopyRequest): CopyOutcome | null {
  const { digest, ending, record } = copied;
  if (request.digest !== null && digest !== request.digest) {
    const values = { stated: request.digest, found: digest };
    return { kind: 'refused', code: 'blob-digest-mismatch', values };
  }
  if (ending !== null && ending.kind !== 'complete') {
    const values =
      ending.kind === 'limit' ? inflateLimitValues(ending) : { offset: ending.position };
    return { kind: 'refused', code: damageCode(ending.kind), values };
  }
  if (request.diffId !== null && record !== null && record.diffId !== request.diffId) {
    const values = { stated: request.diffId, found: record.diffId };
    return { kind: 'refused', code: 'diff-id-mismatch', values };
  }
  return null;
}

function damageCode(kind: InflateResult['kind']): ProblemCode {
  if (kind === 'truncated') return 'layer-truncated';
  if (kind === 'unsupported') return 'layer-unsupported';
  return kind === 'limit' ? 'limit-reached' : 'layer-damaged';
}

function digestFrom(algorithm: string, hash: Hash): Digest {
  const digest = parseDigest(`${algorithm}:${hash.digest('hex')}`);
  if (digest === null) throw new EngineError('internal', { what: 'digest' });
  return digest;
}

/** The temporary file of a blob. */
class Target {
  bytes = 0;
  readonly #folder: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #isOpen = true;
  #error: EngineError | null = null;

  constructor(folder: string, algorithm: string) {
    this.#folder = folder;
    const within = blobFolder(folder, algorithm);
    makeOwnFolder(folder, 'blobs', algorithm);
    this.#temporary = temporaryPath(within);
    try {
      this.#descriptor = openSync(this.#temporary, 'wx', 0o644);
    } catch (error) {
      throw writeError(error, 'blobs');
    }
  }

  get hasFailed(): boolean {
    return this.#error !== null;
  }

  /** Writes and hashes; false once writing has failed. */
  write(bytes: Uint8Array, hash: Hash): boolean {
    if (this.#error !== null) return false;
    hash.update(bytes);
    try {
      writeWhole(this.#descriptor, bytes);
      this.bytes += bytes.length;
      return true;
    } catch (error) {
      this.#error = writeError(error, 'blobs');
      return false;
    }
  }

  throwIfFailed(): void {
    if (this.#error !== null) throw this.#error;
  }

  /** Gives the blob its name. */
  finish(digest: Digest): void {
    try {
      fsyncSync(this.#descriptor);
      this.#close();
      renameOver(this.#temporary, blobPath(this.#folder, digest));
    } catch (error) {
      throw writeError(error, 'blobs');
    }
  }

  /** Removes what has not become a blob. */
  discard(): void {
    this.#close();
    removeQuietly(this.#temporary);
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }
}
