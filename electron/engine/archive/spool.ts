import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Compression } from '../../../shared/model/layer.ts';
import type { ProblemCode, Severity } from '../../../shared/model/problem.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { inflate, inflateLimitValues, type InflateResult } from '../bytes/inflate.ts';
import { openBlob } from '../bytes/random-access.ts';
import { sniffTar } from '../bytes/sniff.ts';

export interface SpoolOptions {
  readonly spoolDir: string;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** The decompressed copy of an archive. */
export interface SpooledArchive {
  readonly path: string;
  /** What was wrong with the compressed stream; the copy holds everything before it. */
  readonly problem: SpoolProblem | null;
}

export interface SpoolProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * Decompresses an outer archive once, into a new file that only this user can read, so that its members can then be
 * read from any place. Memory stays bounded; a decompression bomb ends at the limit. Throws `EngineError`, leaving no
 * file behind: `not-an-image` as soon as the content is seen to be no tar, `compression-unsupported` when this program
 * cannot decode it, `limit-reached` before its first byte, `disk-full`, `not-writable`, `source-changed`,
 * `cancelled`.
 */
export async function spoolArchive(
  file: FileRange,
  compression: Compression,
  options: SpoolOptions,
): Promise<SpooledArchive> {
  const name = basename(file.path);
  const path = join(options.spoolDir, `${randomUUID()}.tar`);
  const source = openBlob(file);
  try {
    const output = createOutput(path, name);
    let done = 0;
    try {
      const end = await inflate(source, compression, output.write, {
        isCancelled: () => options.signal?.aborted === true,
        onInput: (bytes) => {
          done += bytes.length;
          options.progress?.(done, source.size);
        },
      });
      if (output.error !== null) throw output.error;
      if (end.kind === 'unsupported') {
        throw new EngineError('compression-unsupported', { name, compression });
      }
      if (end.kind === 'limit' && end.unpackedBytes === 0) {
        throw new EngineError('limit-reached', inflateLimitValues(end));
      }
      if (!output.isTar) throw new EngineError('not-an-image', { name });
      source.confirm();
      return { path, problem: problemOf(end, compression) };
    } finally {
      output.close();
    }
  } catch (error) {
    removeSpool(path);
    throw error;
  } finally {
    source.close();
  }
}

/** Removes a copy. It is no error when it is gone already. */
export function removeSpool(path: string): void {
  rmSync(path, { force: true });
}

class Output {
  /** Whether what came first is the beginning of a tar. */
  isTar = false;
  error: EngineError | null = null;
  readonly #descriptor: number;
  readonly #name: string;
  #isFirst = true;

  constructor(descriptor: number, name: string) {
    this.#descriptor = descriptor;
    this.#name = name;
  }

  /** False when it makes no sense to go on. */
  readonly write = (bytes: Uint8Array): boolean => {
    if (this.#isFirst) {
      this.#isFirst = false;
      this.isTar = sniffTar(bytes) !== 'unknown';
    }
    if (!this.isTar) return false;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
      return true;
    } catch (error) {
      this.error = fileError(error, this.#name);
      return false;
    }
  };

  close(): void {
    closeSync(this.#descriptor);
  }
}

function createOutput(path: string, name: string): Output {
  try {
    return new Output(openSync(path, 'wx', 0o600), name);
  } catch (error) {
    throw fileError(error, name);
  }
}

function problemOf(end: InflateResult, compression: Compression): SpoolProblem | null {
  const values = { compression, offset: end.unpackedBytes };
  switch (end.kind) {
    case 'truncated':
      return { code: 'archive-truncated', severity: 'error', values };
    case 'damaged':
      return { code: 'archive-damaged', severity: 'error', values };
    case 'limit':
      return {
        code: 'limit-reached',
        severity: 'error',
        values: inflateLimitValues(end),
      };
    case 'complete':
    case 'stopped':
    case 'unsupported':
      return end.trailingData ? { code: 'archive-trailing-data', severity: 'note', values } : null;
  }
}
