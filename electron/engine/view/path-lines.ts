import { pathBytes } from '../tree/paths.ts';
import type { PathColumns } from '../tree/path-columns.ts';

const slash = 0x2f;
const newline = 0x0a;

/** Bytes of lines that are held against a pattern at a time, but for one that is longer. */
const blockBytes = 1 << 16;

/** Names or paths written one below the other. */
export interface Lines {
  readonly bytes: Buffer;
  readonly length: number;
  readonly count: number;
  /** By line, the number of its name, or node. */
  readonly numbers: Uint32Array;
  /** By line, where it ends in the bytes. */
  readonly ends: Uint32Array;
}

/** Writes names, or whole paths, one below the other. They are told by their numbers, in any order. */
export class LineWriter implements Lines {
  readonly #columns: PathColumns;
  readonly #overPath: boolean;
  bytes = Buffer.allocUnsafeSlow(blockBytes * 2);
  length = 0;
  count = 0;
  readonly numbers = new Uint32Array(blockBytes);
  readonly ends = new Uint32Array(blockBytes);
  readonly #names: { readonly bytes: (id: number) => Uint8Array };
  /** The folder of the path written last, with its slash: neighbours mostly lie in one. */
  #folder = 0;
  #folderBytes: Uint8Array = new Uint8Array();

  constructor(columns: PathColumns, overPath: boolean) {
    this.#columns = columns;
    this.#overPath = overPath;
    const { arena, nameStart } = columns;
    this.#names = {
      bytes: (id) => arena.subarray(nameStart[id], (nameStart[id + 1] ?? arena.length) - 1),
    };
  }

  get isFull(): boolean {
    return this.length >= blockBytes || this.count === this.numbers.length;
  }

  clear(): void {
    this.length = 0;
    this.count = 0;
  }

  add(number: number): void {
    const { arena, nameStart, parent, name } = this.#columns;
    const id = this.#overPath ? name[number]! : number;
    const from = nameStart[id]!;
    const to = (nameStart[id + 1] ?? arena.length) - 1;
    if (this.#overPath && parent[number] !== this.#folder) this.#enter(parent[number]!);
    const folder = this.#folderBytes;
    const needed = this.length + folder.length + to - from + 2;
    if (needed > this.bytes.length) this.#grow(needed);
    const { bytes } = this;
    let at = this.length;
    // The block ends without one: what a pattern finds at the end of a line is before its newline.
    if (this.count > 0) bytes[at++] = newline;
    for (let i = 0; i < folder.length; i++) bytes[at++] = folder[i]!;
    for (let i = from; i < to; i++) bytes[at++] = arena[i]!;
    this.numbers[this.count] = number;
    this.ends[this.count] = at;
    this.count++;
    this.length = at;
  }

  #enter(folder: number): void {
    this.#folder = folder;
    const { parent, name } = this.#columns;
    const path = pathBytes({ names: this.#names, parent, name }, folder);
    this.#folderBytes = new Uint8Array(folder === 0 ? 0 : path.length + 1);
    if (folder === 0) return;
    this.#folderBytes.set(path);
    this.#folderBytes[path.length] = slash;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(needed * 2);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
