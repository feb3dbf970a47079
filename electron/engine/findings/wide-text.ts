/** The two ways to write the sixteen bits of a UTF-16 unit. */
export type WideOrder = 'little' | 'big';

/** Bytes at the start of a file by which its form is told. */
const sniffed = 8192;
/** Fewest units from which the form is told without a byte order mark. */
const fewest = 4;
/** Stands for units that are no Latin letter, in what is searched for ASCII. */
const other = 0xbf;

/** How a text is written; null for what is no text. */
export type TextForm = 'bytes' | WideOrder | null;

/** Tells by the first bytes of a file how its text is written: by its mark, by zeros, or by the place of the zeros. */
export function textFormOf(bytes: Uint8Array): TextForm {
  const head = bytes.subarray(0, sniffed);
  if (head[0] === 0xff && head[1] === 0xfe && !(head[2] === 0 && head[3] === 0)) return 'little';
  if (head[0] === 0xfe && head[1] === 0xff) return 'big';
  if (!head.includes(0)) return 'bytes';
  return wideOrderOf(head);
}

/** Whether units are mostly ASCII in one of the orders, and none is zero. */
export function wideOrderOf(bytes: Uint8Array): WideOrder | null {
  const units = bytes.length >> 1;
  if (units < fewest) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < units * 2; at += 2) {
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    if (first === 0 && second === 0) return null;
    if (second === 0 && isPrinted(first)) little++;
    if (first === 0 && isPrinted(second)) big++;
  }
  if (little >= units * 0.7) return 'little';
  return big >= units * 0.7 ? 'big' : null;
}

function isPrinted(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** One byte for each unit: what is Latin as it is, anything else as one that stands in no secret's form. */
export function narrowed(bytes: Uint8Array, order: WideOrder): Uint8Array {
  const narrow = new Uint8Array(bytes.length >> 1);
  const low = order === 'little' ? 0 : 1;
  for (let at = 0; at < narrow.length; at++) {
    narrow[at] = bytes[2 * at + 1 - low] === 0 ? bytes[2 * at + low]! : other;
  }
  return narrow;
}

/** The text of whole units. */
export function wideText(bytes: Uint8Array, order: WideOrder): string {
  const copy = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return (order === 'little' ? copy : copy.swap16()).toString('utf16le');
}
