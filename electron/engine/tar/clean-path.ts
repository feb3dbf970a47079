const slash = 0x2f;
const dot = 0x2e;

/**
 * Makes the path of an entry, or the target of a hard link, from its name: no leading slash, no empty part, no `.`;
 * `..` is resolved by the text alone and stops at the root, as engines do. The root itself is empty. Backslashes,
 * colons and letter case are ordinary: names are bytes.
 */
export class PathCleaner {
  /** Whether `..` of the last name led above the root. */
  escaped = false;
  /** Whether the last name consists of ASCII alone. */
  ascii = true;
  /** Parts of the last path. */
  parts = 0;
  /** Whether a part of the last name begins with `.wh.`, the mark of OCI image-spec layer.md, Whiteouts. */
  marked = false;

  /**
   * Writes the path of the name `source[start … end]` to `target` from `at` on, where there must be room for as many
   * bytes as the name has, and returns where it ends.
   */
  clean(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
    this.escaped = false;
    this.parts = 0;
    this.marked = false;
    let seen = 0;
    let out = at;
    let from = start;
    while (from < end) {
      let to = from;
      while (to < end && source[to] !== slash) to++;
      const length = to - from;
      if (length === 2 && source[from] === dot && source[from + 1] === dot) {
        if (out === at) this.escaped = true;
        else {
          out = parentEnd(target, at, out);
          this.parts--;
        }
      } else if (length > 1 || (length === 1 && source[from] !== dot)) {
        if (source[from] === dot && isMarked(source, from, to)) this.marked = true;
        if (out > at) target[out++] = slash;
        for (let index = from; index < to; index++) {
          const byte = source[index] ?? 0;
          seen |= byte;
          target[out++] = byte;
        }
        this.parts++;
      }
      from = to + 1;
    }
    this.ascii = seen < 0x80;
    return out;
  }
}

/** The end of the folder of the path `target[at … end]`. */
function parentEnd(target: Uint8Array, at: number, end: number): number {
  let position = end - 1;
  while (position > at && target[position] !== slash) position--;
  return position;
}

/** Whether the part `bytes[start … end]` begins with `.wh.`. */
export function isMarked(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= 4 &&
    bytes[start] === dot &&
    bytes[start + 1] === letterW &&
    bytes[start + 2] === letterH &&
    bytes[start + 3] === dot
  );
}

const letterW = 0x77;
const letterH = 0x68;
