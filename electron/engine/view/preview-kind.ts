import type { Preview } from '../../../shared/model/view.ts';

/** First bytes of the pictures that the window can draw. */
const signatures: readonly { readonly mediaType: string; readonly bytes: readonly number[] }[] = [
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: 'image/bmp', bytes: [0x42, 0x4d] },
  { mediaType: 'image/x-icon', bytes: [0x00, 0x00, 0x01, 0x00] },
];

/** Bytes from the beginning that decide whether a file is text. */
const sampleBytes = 64 * 1024;

/** What the beginning of a file looks like, judged by its bytes: names of files in images say little. */
export function previewKind(bytes: Uint8Array): Pick<Preview, 'kind' | 'mediaType'> {
  const mediaType = pictureType(bytes);
  if (mediaType !== '') return { kind: 'picture', mediaType };
  return { kind: isText(bytes) ? 'text' : 'binary', mediaType: '' };
}

function pictureType(bytes: Uint8Array): string {
  const known = signatures.find((each) => each.bytes.every((byte, at) => bytes[at] === byte));
  if (known !== undefined)
    return known.mediaType === 'image/bmp' && !isBitmap(bytes) ? '' : known.mediaType;
  const text = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return /^(?:\uFEFF|ï»¿)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
    text,
  )
    ? 'image/svg+xml'
    : '';
}

/** Two letters are a weak sign: the size that follows must be the file's. */
function isBitmap(bytes: Uint8Array): boolean {
  return bytes.length > 26 && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0 && bytes[9] === 0;
}

/**
 * Text has no NUL and hardly any control characters, or begins with the mark of UTF-16. Bytes that are no UTF-8 may
 * still be text in an older encoding, as long as most of it can be read.
 */
function isText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sampleBytes);
  if (hasWideMark(sample)) return true;
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return false;
    const isControl =
      byte < 0x20 &&
      byte !== 0x09 &&
      byte !== 0x0a &&
      byte !== 0x0c &&
      byte !== 0x0d &&
      byte !== 0x1b;
    if (isControl || byte === 0x7f) controls++;
  }
  if (controls * 50 > sample.length) return false;
  return isUtf8Start(sample) || highBytes(sample) * 3 < sample.length;
}

function hasWideMark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** The sample may end inside a character, so up to three bytes at its end are not held against it. */
function isUtf8Start(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function highBytes(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0x80) count++;
  return count;
}
