import { parseApk } from './apk.ts';
import { parseDpkg } from './dpkg.ts';
import { parseApkFiles, parseLines, parseSums } from './listed-paths.ts';
import { parseNpmPackage } from './npm.ts';
import type { ReadRecord, RecordForm } from './package-record.ts';
import { parseInstalledFiles, parsePythonMetadata, parsePythonRecord } from './python.ts';

const parsers: Readonly<Record<RecordForm, (bytes: Uint8Array) => ReadRecord>> = {
  'dpkg-status': (bytes) => parseDpkg(bytes, { parts: false }),
  'dpkg-part': (bytes) => parseDpkg(bytes, { parts: true }),
  'apk-installed': parseApk,
  'npm-package': parseNpmPackage,
  'python-metadata': parsePythonMetadata,
  'python-record': parsePythonRecord,
  'python-installed-files': parseInstalledFiles,
  'dpkg-list': parseLines,
  'dpkg-sums': parseSums,
  'dpkg-diversions': parseLines,
  'apk-files': parseApkFiles,
};

/** Reads a record. Never throws: what cannot be read is said in the result. */
export function parseRecord(form: RecordForm, bytes: Uint8Array): ReadRecord {
  return parsers[form](bytes);
}
