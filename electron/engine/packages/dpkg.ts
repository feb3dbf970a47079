import { limits } from '../bytes/limits.ts';
import { isPackageText, PackageCollector } from './package-record.ts';
import type { PackageRecord, PackagesRead } from './package-record.ts';
import { colonOf, textOf, visitLines } from './text-lines.ts';

const fields = ['package', 'status', 'version', 'architecture', 'installed-size'] as const;

type Field = (typeof fields)[number];

const longestFieldName = 'installed-size'.length;

const space = 0x20;
const tab = 0x09;

/**
 * The states in which the files of a package are there (dpkg(1), Package states). A package of which only the
 * configuration is left, or that was never unpacked whole, is not installed.
 */
const presentStates: ReadonlySet<string> = new Set([
  'installed',
  'triggers-pending',
  'triggers-awaited',
  'half-configured',
  'unpacked',
]);

/**
 * The packages of dpkg's status file (deb822(5)). With `parts`, of a file of `status.d` as minimal images have them: it
 * holds what a package says of itself, without a state. A paragraph without name, version or state is damaged.
 */
export function parseDpkg(bytes: Uint8Array, { parts }: { readonly parts: boolean }): PackagesRead {
  const collector = new PackageCollector();
  let paragraph: Map<Field, string> | null = null;

  function endParagraph(): boolean {
    const ended = paragraph;
    paragraph = null;
    if (ended === null) return true;
    const state = parts ? 'installed' : stateOf(ended.get('status'));
    if (state !== null && !presentStates.has(state)) return true;
    return collector.add(state === null ? null : recordOf(ended));
  }

  visitLines(bytes, (start, end) => {
    if (isBlank(bytes, start, end)) return endParagraph();
    paragraph ??= new Map();
    const colon = colonOf(bytes, start, end, longestFieldName);
    const name = colon === -1 ? null : fieldNamed(textOf(bytes, start, colon).toLowerCase());
    if (name === null || paragraph.has(name)) return true;
    const until = Math.min(end, colon + 1 + 4 * limits.packageTextLength);
    paragraph.set(name, textOf(bytes, colon + 1, until).trim());
    return true;
  });
  endParagraph();
  return collector.end();
}

function fieldNamed(name: string): Field | null {
  return fields.find((field) => field === name) ?? null;
}

/** The third word of `want flag state`. */
function stateOf(status: string | undefined): string | null {
  return status?.split(/\s+/)[2] ?? null;
}

function recordOf(paragraph: ReadonlyMap<Field, string>): PackageRecord | null {
  const name = paragraph.get('package') ?? '';
  const version = paragraph.get('version') ?? '';
  if (!isPackageText(name) || !isPackageText(version)) return null;
  const architecture = paragraph.get('architecture') ?? '';
  return {
    name,
    version,
    architecture: isPackageText(architecture) ? architecture : null,
    bytes: kibibytes(paragraph.get('installed-size')),
  };
}

/** Debian policy 5.6.20: an estimate in units of 1024 bytes. */
function kibibytes(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,12}$/.test(text)) return null;
  return Number(text) * 1024;
}

/** A paragraph ends at a line of spaces and tabs only. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== space && bytes[at] !== tab) return false;
  }
  return true;
}
