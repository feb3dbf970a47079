import { createHash } from 'node:crypto';
import type { Compression } from '../../../shared/model/layer.ts';
import { digestOf } from '../bytes/digest-of.ts';
import {
  inflate,
  inflateLimitValues,
  type InflateOptions,
  type InflateResult,
} from '../bytes/inflate.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { readTar, type TarEnding } from '../tar/reader.ts';
import { TarStreamReader } from '../tar/stream-reader.ts';
import type { TarEntry } from '../tar/tar-entry.ts';
import { ContentHasher } from './content-hasher.ts';
import { IndexBuilder, type IndexOptions } from './index-builder.ts';
import type { LayerIndex } from './layer-index.ts';
import type { LayerProof } from './layer-proof.ts';

/** A layer that was read whole: its entries with the hashes of their content, and what the bytes hash to. */
export interface ProvenLayer {
  readonly index: LayerIndex;
  readonly proof: LayerProof;
}

/** The entries of an uncompressed layer, by its headers alone. Throws only what `source.read` throws. */
export function indexPlainLayer(source: RandomAccess, options: IndexOptions): LayerIndex {
  const builder = new IndexBuilder(options, false);
  const ending = readTar(source, (entry) => builder.add(entry), builder.report);
  reportEnding(ending, builder, source.size);
  return builder.finish(source.size);
}

/**
 * Reads a layer once from beginning to end: decodes it, lists its entries, hashes the stored bytes, the uncompressed tar
 * and the content of every file. Damage is a problem of the index, beside what could be read. Rejects with `EngineError`
 * `cancelled` and with what reading the source gives.
 */
export async function indexStreamedLayer(
  source: RandomAccess,
  compression: Compression,
  options: IndexOptions & InflateOptions,
): Promise<ProvenLayer> {
  const builder = new IndexBuilder(options, true);
  const reader = new TarStreamReader(new HashingVisitor(builder), builder.report);
  const storedHash = compression === 'none' ? null : createHash('sha256');
  const unpackedHash = createHash('sha256');
  const result = await inflate(
    source,
    compression,
    (bytes) => {
      unpackedHash.update(bytes);
      reader.push(bytes);
      return true;
    },
    storedHash === null ? options : { ...options, onInput: (bytes) => storedHash.update(bytes) },
  );
  const ending = reader.end();
  reportInflate(result, builder.problems);
  if (result.kind === 'complete') reportEnding(ending, builder, result.unpackedBytes);
  const { unpackedBytes } = result;
  const unpackedDigest = digestOf(unpackedHash);
  const storedDigest = storedHash === null ? unpackedDigest : digestOf(storedHash);
  const diffId = result.kind === 'complete' ? unpackedDigest : null;
  const proof = { compression, storedDigest, diffId, unpackedBytes };
  return { index: builder.finish(unpackedBytes), proof };
}

/** Adds every entry to the index and the hash of every file. */
class HashingVisitor {
  readonly #builder: IndexBuilder;
  readonly #hasher = new ContentHasher();
  #isHashing = false;

  constructor(builder: IndexBuilder) {
    this.#builder = builder;
  }

  entry(entry: TarEntry): boolean {
    const before = this.#builder.count;
    if (!this.#builder.add(entry)) return false;
    this.#isHashing = this.#builder.count > before && this.#builder.lastHasContent;
    if (this.#isHashing) this.#hasher.begin(entry);
    return true;
  }

  body(bytes: Uint8Array, start: number, end: number): void {
    if (this.#isHashing) this.#hasher.body(bytes, start, end);
  }

  bodyEnd(): void {
    if (!this.#isHashing) return;
    const hash = this.#hasher.end();
    if (hash !== null) this.#builder.setContentHash(hash);
    else if (this.#hasher.isOverHoles) this.#builder.contentLeftOut();
  }
}

function reportEnding(ending: TarEnding, builder: IndexBuilder, unpackedBytes: number): void {
  const { kind, position, trailingData } = ending;
  if (kind === 'truncated') {
    builder.problems.add('layer-truncated', 'error', builder.lastPlace(), { offset: position });
  } else if (trailingData) {
    const values = { offset: position, bytes: unpackedBytes - position };
    builder.problems.add('layer-trailing-data', 'note', {}, values);
  }
}

function reportInflate(result: InflateResult, problems: ProblemLog): void {
  const values = { offset: result.position };
  if (result.trailingData) problems.add('layer-trailing-data', 'note', {}, values);
  switch (result.kind) {
    case 'damaged':
      return problems.add('layer-damaged', 'error', {}, values);
    case 'truncated':
      return problems.add('layer-truncated', 'error', {}, values);
    case 'unsupported':
      return problems.add('layer-unsupported', 'error', {}, values);
    case 'limit':
      return problems.add('limit-reached', 'error', {}, inflateLimitValues(result));
    case 'complete':
    case 'stopped':
  }
}
