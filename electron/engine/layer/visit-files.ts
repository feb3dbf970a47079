import { EngineError } from '../bytes/engine-error.ts';
import { inflate } from '../bytes/inflate.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { openBlob } from '../bytes/random-access.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { beginnings, type StoredLayer } from './content.ts';
import type { LayerIndex } from './layer-index.ts';
import { contentOf } from './stored-content.ts';

/** Is handed files as they come by. What it throws ends the visit. */
export interface FileVisitor {
  /** The bytes of an entry of the index come next. */
  readonly begin: (entry: number) => void;
  /** Some of its stored bytes (of a sparse file its parts without the holes), valid during the call. */
  readonly bytes: (bytes: Uint8Array) => void;
  /** That was all of them. */
  readonly end: () => void;
}

interface VisitOptions {
  readonly isCancelled?: () => boolean;
}

/** Where the stored bytes of one entry lie in the uncompressed tar. */
interface Span {
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Hands the stored bytes of files of one layer to `visitor`, in the order in which they lie in the layer, so that a
 * compressed layer is decoded once however many files are wanted. Memory does not grow with the files. Rejects with
 * `EngineError` `content-unavailable` when an entry has no content or the layer is cut off or damaged before its end,
 * `cancelled`, and what reading gives.
 */
export async function visitFiles(
  layer: StoredLayer,
  index: LayerIndex,
  entries: Uint32Array,
  visitor: FileVisitor,
  options: VisitOptions = {},
): Promise<void> {
  const spans = Array.from(entries, (entry) => spanOf(index, entry));
  spans.sort((one, other) => one.start - other.start || one.end - other.end);
  const source = openBlob(layer.location);
  try {
    for (let rest = spans; rest.length > 0;) {
      const { pass, later } = withoutOverlap(rest);
      for (const run of runsOf(pass, layer)) await visitRun(source, layer, run, visitor, options);
      rest = later;
    }
    source.confirm();
  } finally {
    source.close();
  }
}

function spanOf(index: LayerIndex, entry: number): Span {
  const content = contentOf(index, entry);
  if (content === null) throw new EngineError('content-unavailable');
  const { body, dataStart, storedBytes } = content;
  return { entry, start: body + dataStart, end: body + storedBytes };
}

/** Entries that share bytes, as two entries for one file do, are visited one after another. */
function withoutOverlap(spans: readonly Span[]): { pass: Span[]; later: Span[] } {
  const pass: Span[] = [];
  const later: Span[] = [];
  let position = 0;
  for (const span of spans) {
    if (span.start < position) later.push(span);
    else {
      pass.push(span);
      position = span.end;
    }
  }
  return { pass, later };
}

/** Files that lie close together; between two runs it is better to go on from a checkpoint. */
function* runsOf(spans: readonly Span[], { points }: StoredLayer): Generator<readonly Span[]> {
  for (let from = 0, to = 0; from < spans.length; from = to) {
    to = from + 1;
    while (to < spans.length && (points === undefined || isClose(spans[to - 1]!, spans[to]!))) to++;
    yield spans.slice(from, to);
  }
}

function isClose(span: Span, next: Span): boolean {
  return next.start - span.end < bufferSizes.decodeThrough;
}

async function visitRun(
  source: RandomAccess,
  layer: StoredLayer,
  spans: readonly Span[],
  visitor: FileVisitor,
  options: VisitOptions,
): Promise<void> {
  const run = new Run(spans, visitor);
  run.begin();
  if (layer.compression === 'none') await readRun(source, run, options);
  else await inflateRun(source, layer, run, options);
  if (!run.isDone) throw new EngineError('content-unavailable');
}

async function readRun(
  source: RandomAccess,
  run: Run,
  { isCancelled }: VisitOptions,
): Promise<void> {
  const buffer = new Uint8Array(bufferSizes.visitWindow);
  while (!run.isDone) {
    if (isCancelled?.() === true) throw new EngineError('cancelled');
    const { position } = run;
    const count = source.read(buffer.subarray(0, run.end - position), position);
    if (count === 0) return;
    run.take(buffer.subarray(0, count), position);
  }
}

async function inflateRun(
  source: RandomAccess,
  layer: StoredLayer,
  run: Run,
  options: VisitOptions,
): Promise<void> {
  for (const from of beginnings(layer, run.position)) {
    let position = from?.unpacked ?? 0;
    let failed: { readonly error: unknown } | null = null;
    const begin = from === null ? options : { ...options, from };
    await inflate(
      source,
      layer.compression,
      (bytes) => {
        try {
          run.take(bytes, position);
        } catch (error) {
          failed = { error };
        }
        position += bytes.length;
        return failed === null && !run.isDone;
      },
      begin,
    );
    rethrow(failed);
    if (run.isDone) return;
  }
}

function rethrow(failed: { readonly error: unknown } | null): void {
  if (failed !== null) throw failed.error;
}

/** How far the visit of some files has come. */
class Run {
  readonly #spans: readonly Span[];
  readonly #visitor: FileVisitor;
  #next = 0;
  /** Offset in the tar of the next byte that is wanted. */
  position = 0;

  constructor(spans: readonly Span[], visitor: FileVisitor) {
    this.#spans = spans;
    this.#visitor = visitor;
  }

  get isDone(): boolean {
    return this.#next === this.#spans.length;
  }

  /** Where the last byte that is wanted ends. */
  get end(): number {
    return this.#spans.at(-1)?.end ?? 0;
  }

  /** Begins with the next file. One without bytes has been all there at once. */
  begin(): void {
    for (let span = this.#spans[this.#next]; span !== undefined; span = this.#spans[this.#next]) {
      this.position = span.start;
      this.#visitor.begin(span.entry);
      if (span.start < span.end) return;
      this.#visitor.end();
      this.#next++;
    }
  }

  /** Takes what is wanted of `bytes`, which lie at `at` in the tar. What is wanted next must not lie before them. */
  take(bytes: Uint8Array, at: number): void {
    const end = at + bytes.length;
    for (let span = this.#spans[this.#next]; span !== undefined; span = this.#spans[this.#next]) {
      if (this.position < at || this.position >= end) return;
      const to = Math.min(span.end, end);
      this.#visitor.bytes(bytes.subarray(this.position - at, to - at));
      this.position = to;
      if (to < span.end) return;
      this.#visitor.end();
      this.#next++;
      this.begin();
    }
  }
}
