import { closeSync, constants, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { systemCodeOf } from '../bytes/engine-error.ts';
import type { LossLog } from '../export/loss-log.ts';
import type { LayerIndex, SparseMap } from '../layer/layer-index.ts';
import type { FileVisitor } from '../layer/visit-files.ts';
import type { Attributes } from './attributes.ts';
import type { ExtendedAttributes } from './extended-attributes.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { keyOf, pathOf } from './listed-names.ts';
import type { PrivateTree } from './private-tree.ts';

type Part = SparseMap['parts'][number];

/** Writes files as their bytes come by. Holes of sparse files are left as holes, so that they cost nothing. */
export class FileWriter implements FileVisitor {
  /** Files that were made, by their path in the archive, where hard links lead to them. */
  readonly linked = new Map<string, HostPath>();
  files = 0;
  /** Bytes that have come, also of files that could not be made. */
  seen = 0;
  /** Bytes of the contents of the files that were made. */
  writtenBytes = 0;
  readonly #index: LayerIndex;
  readonly #tree: PrivateTree;
  readonly #attributes: Attributes;
  readonly #xattrs: ExtendedAttributes;
  readonly #losses: LossLog;
  readonly #isLinked: (path: string) => boolean;
  #entry = 0;
  #place: HostPath = Buffer.alloc(0);
  #descriptor: number | null = null;
  #parts: readonly Part[] = [];
  #part = 0;
  #partDone = 0;

  constructor(
    index: LayerIndex,
    tree: PrivateTree,
    attributes: Attributes,
    xattrs: ExtendedAttributes,
    losses: LossLog,
    isLinked: (path: string) => boolean,
  ) {
    this.#index = index;
    this.#tree = tree;
    this.#attributes = attributes;
    this.#xattrs = xattrs;
    this.#losses = losses;
    this.#isLinked = isLinked;
  }

  readonly begin = (entry: number): void => {
    const path = pathOf(this.#index, entry);
    const made = this.#tree.make(path, createFile);
    this.#entry = entry;
    this.#descriptor = made?.result ?? null;
    this.#parts = this.#partsOf(entry);
    this.#part = 0;
    this.#partDone = 0;
    if (made === null) return;
    this.#place = made.path;
    const key = keyOf(path);
    if (this.#isLinked(key)) this.linked.set(key, made.path);
    const isSparse = this.#index.extras.get(entry)?.sparse !== undefined;
    if (isSparse) this.#unlessTooLarge(() => ftruncateSync(made.result, this.#index.size[entry]));
  };

  readonly bytes = (bytes: Uint8Array): void => {
    this.seen += bytes.length;
    const descriptor = this.#descriptor;
    if (descriptor !== null) this.#unlessTooLarge(() => this.#write(descriptor, bytes));
  };

  #write(descriptor: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = this.#parts[this.#part];
      if (part === undefined) return;
      const length = Math.min(bytes.length - at, part.length - this.#partDone);
      writeAll(descriptor, bytes, at, length, part.offset + this.#partDone);
      at += length;
      this.#partDone += length;
      if (this.#partDone < part.length) return;
      this.#part++;
      this.#partDone = 0;
    }
  }

  /** A file that is larger than the file system can hold is left out. */
  #unlessTooLarge(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!['EFBIG', 'EINVAL'].includes(systemCodeOf(error))) throw error;
      this.close();
      unlinkSync(forSystem(this.#place));
      const path = pathOf(this.#index, this.#entry);
      this.#tree.forget(path, this.#place);
      this.linked.delete(keyOf(path));
      this.#losses.add('unreadable', path);
    }
  }

  readonly end = (): void => {
    const descriptor = this.#descriptor;
    if (descriptor === null) return;
    this.#attributes.ofDescriptor(descriptor, this.#entry);
    this.#xattrs.of(this.#place, this.#entry);
    this.files++;
    this.writtenBytes += this.#index.size[this.#entry]!;
    this.close();
  };

  /** Closes the file at work, if there is one. */
  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #partsOf(entry: number): readonly Part[] {
    const sparse = this.#index.extras.get(entry)?.sparse;
    return sparse?.parts ?? [{ offset: 0, length: this.#index.size[entry]! }];
  }
}

function createFile(path: HostPath): number {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  // Windows has no such flag.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  return openSync(forSystem(path), O_WRONLY | O_CREAT | O_EXCL | noFollow, 0o600);
}

function writeAll(
  descriptor: number,
  bytes: Uint8Array,
  from: number,
  length: number,
  position: number,
): void {
  for (let done = 0; done < length;) {
    done += writeSync(descriptor, bytes, from + done, length - done, position + done);
  }
}
