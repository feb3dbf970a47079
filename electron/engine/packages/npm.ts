import { field, parseJson, textOf } from '../image/json.ts';
import { isPackageText, unreadRecord } from './package-record.ts';
import type { PackagesRead } from './package-record.ts';

/**
 * Name and version of a package.json (docs.npmjs.com, package.json). None for one that has not both: Node also reads
 * such files for other reasons, and npm installs nothing without them.
 */
export function parseNpmPackage(bytes: Uint8Array): PackagesRead {
  const document = parseJson(withoutMark(bytes));
  if (!document.ok) {
    return unreadRecord(document.code === 'json-too-large' ? 'too-large' : 'damaged');
  }
  const name = textOf(field(document.value, 'name'));
  const version = textOf(field(document.value, 'version'));
  const packages =
    isPackageText(name) && isPackageText(version)
      ? [{ name, version, architecture: null, bytes: null }]
      : [];
  return { kind: 'packages', packages, missing: null };
}

const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/** npm reads a file that begins with a byte order mark, which JSON does not allow. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return byteOrderMark.every((byte, at) => bytes[at] === byte) ? bytes.subarray(3) : bytes;
}
