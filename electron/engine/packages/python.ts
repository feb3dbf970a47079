import { limits } from '../bytes/limits.ts';
import { isPackageText, unreadRecord } from './package-record.ts';
import type { PackagesRead, ReadRecord } from './package-record.ts';
import { colonOf, textOf, visitLines } from './text-lines.ts';

const space = 0x20;
const tab = 0x09;
const quote = 0x22;
const comma = 0x2c;

/**
 * Name and version of a METADATA or PKG-INFO file (Python packaging, core metadata): header lines up to the first empty
 * one, names in any case.
 */
export function parsePythonMetadata(bytes: Uint8Array): PackagesRead {
  let name = '';
  let version = '';
  visitLines(bytes, (start, end) => {
    if (start === end) return false;
    if (bytes[start] === space || bytes[start] === tab) return true;
    const colon = colonOf(bytes, start, end, 'version'.length);
    if (colon === -1) return true;
    const key = textOf(bytes, start, colon).toLowerCase();
    const until = Math.min(end, colon + 1 + 4 * limits.packageTextLength);
    if (key === 'name') name ||= textOf(bytes, colon + 1, until).trim();
    if (key === 'version') version ||= textOf(bytes, colon + 1, until).trim();
    return true;
  });
  if (!isPackageText(name) || !isPackageText(version)) return unreadRecord('damaged');
  return {
    kind: 'packages',
    packages: [{ name, version, architecture: null, bytes: null }],
    missing: null,
  };
}

/**
 * The paths of a RECORD file (Python packaging, recording installed projects): the first cell of each line of CSV,
 * quoted where it holds a comma or a quote. They are relative to the folder that the `.dist-info` folder lies in.
 */
export function parsePythonRecord(bytes: Uint8Array): ReadRecord {
  return listOf(bytes, (start, end) => {
    if (bytes[start] === quote) return unquoted(textOf(bytes, start + 1, end));
    const found = bytes.subarray(start, end).indexOf(comma);
    return textOf(bytes, start, found === -1 ? end : start + found);
  });
}

/** The paths of setuptools' installed-files.txt, one a line, relative to the `.egg-info` folder itself. */
export function parseInstalledFiles(bytes: Uint8Array): ReadRecord {
  return listOf(bytes, (start, end) => textOf(bytes, start, end));
}

function listOf(bytes: Uint8Array, pathOf: (start: number, end: number) => string): ReadRecord {
  const paths: string[] = [];
  let whole = true;
  visitLines(bytes, (start, end) => {
    if (end - start > limits.nameBytes || paths.length >= limits.packageFiles) whole = false;
    else if (end > start) paths.push(pathOf(start, end));
    return whole;
  });
  return whole ? { kind: 'files', paths } : unreadRecord('too-large');
}

/** What stands before the closing quote, the first that is not doubled. */
function unquoted(rest: string): string {
  let end = rest.indexOf('"');
  while (end !== -1 && rest[end + 1] === '"') end = rest.indexOf('"', end + 2);
  return rest.slice(0, end === -1 ? rest.length : end).replaceAll('""', '"');
}
