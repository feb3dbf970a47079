import { createHash } from 'node:crypto';
import { sha256Digest, type Digest } from '../../../shared/model/digest.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { parseJson } from '../image/json.ts';

/** A JSON document of the archive. */
export interface StoredDocument {
  readonly name: string;
  /** The sha256 of its bytes as stored. */
  readonly digest: Digest | null;
  readonly bytes: number;
  /** Decoded as UTF-8. */
  readonly text: string;
  /** Undefined when the text is no JSON; a problem then says so. */
  readonly value: unknown;
}

/** Told of each document that was read, for whoever would read the same ones again; undefined is no JSON. */
export type DocumentRead = (location: BlobLocation, value: unknown) => void;

/** Reads JSON documents within the limits. What cannot be read is a problem, reported once for each name. */
export class Documents {
  readonly #log: ProblemLog;
  readonly #told: DocumentRead;
  readonly #reported = new Set<string>();
  #bytesLeft = limits.documentsBytes;
  #nodesLeft = limits.documentsValues;

  constructor(log: ProblemLog, told: DocumentRead = () => {}) {
    this.#log = log;
    this.#told = told;
  }

  /**
   * The document at a location. Null when it is too large to be read, or a file of its own that may not be read; a
   * document that is no JSON is returned with its text and the value undefined. Throws what reading an archive throws.
   */
  read(name: string, location: BlobLocation): StoredDocument | null {
    const length = location.kind === 'inline' ? location.bytes.length : location.length;
    if (length > limits.jsonBytes) {
      this.#report('json-too-large', name, { ...limitValues('jsonBytes'), bytes: length });
      return null;
    }
    if (length > this.#bytesLeft) {
      this.#report('limit-reached', name, limitValues('documentsBytes'));
      return null;
    }
    const bytes = this.#bytes(name, location);
    if (bytes === null) return null;
    this.#bytesLeft -= length;
    const document = parseJson(bytes, this.#nodesLeft);
    if (document.ok) this.#nodesLeft -= document.nodes;
    else {
      const limit = document.code === 'json-too-large' ? limitValues(document.limit) : {};
      this.#report(document.code, name, { ...limit, bytes: length });
    }
    this.#told(location, document.ok ? document.value : undefined);
    return {
      name,
      digest: sha256Digest(createHash('sha256').update(bytes).digest('hex')),
      bytes: length,
      text: document.text,
      value: document.ok ? document.value : undefined,
    };
  }

  /** Of a folder the other files can still be shown when one cannot be read; of an archive nothing can. */
  #bytes(name: string, location: BlobLocation): Uint8Array | null {
    try {
      return withBlob(location, (source) => readStart(source, limits.jsonBytes));
    } catch (error) {
      const code = error instanceof EngineError ? error.failure.code : '';
      const isRefused = code === 'permission-denied' || code === 'not-readable';
      if (!isRefused || !isWholeFile(location)) throw error;
      this.#report('source-unreadable', name, {});
      return null;
    }
  }

  #report(
    code: 'json-invalid' | 'json-too-large' | 'limit-reached' | 'source-unreadable',
    name: string,
    values: Readonly<Record<string, string | number>>,
  ): void {
    if (this.#reported.has(name)) return;
    this.#reported.add(name);
    this.#log.add(code, 'error', { member: name }, values);
  }
}

function isWholeFile(location: BlobLocation): boolean {
  return (
    location.kind === 'file' && location.offset === 0 && location.length === location.identity.size
  );
}
