import { countUnseen } from '../../../shared/format/visible.ts';

/** How the bytes of a text were read. `latin-1` is what is left when they are not valid UTF-8. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'latin-1';

/** `cr`: as on the first Macintosh. `none`: the text has one line. */
export type LineEndings = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';

export interface DecodedText {
  /**
   * Lines end with LF alone. Where the endings are mixed, a CR before an LF is kept, so that it can be shown.
   */
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly lineEndings: LineEndings;
  /** Control and direction characters in it, line ends and tabs aside. */
  readonly hiddenCharacters: number;
}

/**
 * Reads bytes as text: a byte order mark decides, else valid UTF-8, else Latin-1 (as Windows-1252, which every byte has
 * a meaning in). `cut` says that the bytes are only the beginning of a file, so a last character may be incomplete.
 */
export function decodeText(bytes: Uint8Array, cut: boolean): DecodedText {
  const { raw, encoding } = decodeBytes(bytes, cut);
  const lineEndings = lineEndingsOf(raw);
  return {
    text:
      lineEndings === 'crlf'
        ? raw.replaceAll('\r\n', '\n')
        : lineEndings === 'cr'
          ? raw.replaceAll('\r', '\n')
          : raw,
    encoding,
    lineEndings,
    hiddenCharacters: countUnseen(raw),
  };
}

function decodeBytes(
  bytes: Uint8Array,
  cut: boolean,
): { readonly raw: string; readonly encoding: TextEncoding } {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) {
    const text = strictText('utf-8', bytes.subarray(3), cut);
    if (text !== null) return { raw: text, encoding: 'utf-8-bom' };
  }
  if (startsWith(bytes, [0xff, 0xfe])) {
    const text = strictText('utf-16le', bytes.subarray(2), cut);
    if (text !== null) return { raw: text, encoding: 'utf-16le' };
  }
  if (startsWith(bytes, [0xfe, 0xff])) {
    const text = strictText('utf-16be', bytes.subarray(2), cut);
    if (text !== null) return { raw: text, encoding: 'utf-16be' };
  }
  const text = strictText('utf-8', bytes, cut);
  if (text !== null) return { raw: text, encoding: 'utf-8' };
  return { raw: new TextDecoder('windows-1252').decode(bytes), encoding: 'latin-1' };
}

function strictText(
  label: 'utf-8' | 'utf-16le' | 'utf-16be',
  bytes: Uint8Array,
  cut: boolean,
): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, position) => bytes[position] === byte);
}

function lineEndingsOf(text: string): LineEndings {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf;
  // A CR at the very end of a cut text may be half of a CRLF.
  const cr = text.match(/\r(?!\n|$)/g)?.length ?? 0;
  const kinds = [crlf, lf, cr].filter((count) => count > 0).length;
  if (kinds > 1) return 'mixed';
  if (crlf > 0) return 'crlf';
  if (lf > 0) return 'lf';
  return cr > 0 ? 'cr' : 'none';
}
