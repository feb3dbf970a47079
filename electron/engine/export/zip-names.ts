import type { LayerIndex } from '../layer/layer-index.ts';

const backslash = 0x5c;

/** Longest name that a zip can hold, in bytes. */
const longestName = 0xffff;

/**
 * Names of listed entries in a zip: UTF-8, with `%` and two digits for other bytes and for backslashes, which many
 * programs take for slashes.
 */
export class ZipNames {
  readonly #index: LayerIndex;
  readonly #changed = new Map<number, Uint8Array>();
  readonly #given = new Set<string>();

  constructor(index: LayerIndex) {
    this.#index = index;
  }

  /** Null for one that is too long. An entry's name is the same every time. */
  nameOf(entry: number): Uint8Array | null {
    const path = pathOf(this.#index, entry);
    const known = this.#changed.get(entry);
    if (known !== undefined) return known;
    if (isPlain(path)) return path.length > longestName ? null : path;
    const name = this.#unused(escaped(path));
    if (name.length > longestName) return null;
    this.#changed.set(entry, name);
    return name;
  }

  isChanged(entry: number): boolean {
    return this.#changed.has(entry);
  }

  /** Another path may have been called so all along. */
  #unused(wanted: Buffer): Buffer {
    let name = wanted;
    for (
      let number = 2;
      this.#given.has(name.toString()) || isListed(this.#index, name);
      number++
    ) {
      name = Buffer.concat([wanted, Buffer.from(` (${number})`)]);
    }
    this.#given.add(name.toString());
    return name;
  }
}

function pathOf({ paths, pathStart }: LayerIndex, entry: number): Buffer {
  const from = pathStart[entry]!;
  return Buffer.from(paths.buffer, paths.byteOffset + from, pathStart[entry + 1]! - from);
}

function isPlain(path: Buffer): boolean {
  let seen = 0;
  for (const byte of path) {
    if (byte === backslash) return false;
    seen |= byte;
  }
  return seen < 0x80 || Buffer.from(path.toString('utf8')).equals(path);
}

/** Every byte that is no part of UTF-8 text, and every backslash. */
function escaped(path: Buffer): Buffer {
  const isText = Buffer.from(path.toString('utf8')).equals(path);
  return Buffer.concat(
    Array.from(path, (byte) =>
      byte === backslash || (byte >= 0x80 && !isText)
        ? Buffer.from(`%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        : Buffer.from([byte]),
    ),
  );
}

/** A listing is in the order of its paths. */
function isListed(index: LayerIndex, path: Buffer): boolean {
  let [from, to] = [0, index.count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = Buffer.compare(pathOf(index, middle), path);
    if (order === 0) return true;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return false;
}
