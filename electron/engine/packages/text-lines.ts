const newline = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Takes one line, from `start` to `end` without its line end. False ends the walk. */
export type LineVisitor = (start: number, end: number) => boolean;

/** Walks the lines of a text; a last line needs no line end. Nothing is copied. */
export function visitLines(bytes: Uint8Array, visit: LineVisitor): void {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start);
    const next = found === -1 ? bytes.length : found;
    const end = next > start && bytes[next - 1] === carriageReturn ? next - 1 : next;
    if (!visit(start, end)) return;
    start = next + 1;
  }
}

/** Bytes as UTF-8; what is not valid becomes U+FFFD. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Where the colon of a field line `Name: value` stands; -1 for a line that is no field of a name up to `longest`. */
export function colonOf(bytes: Uint8Array, start: number, end: number, longest: number): number {
  const at = bytes.subarray(start, Math.min(end, start + longest + 1)).indexOf(colon);
  return at > 0 ? start + at : -1;
}
