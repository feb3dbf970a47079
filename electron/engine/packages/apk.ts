import { limits } from '../bytes/limits.ts';
import { isPackageText, PackageCollector } from './package-record.ts';
import type { PackageRecord, PackagesRead } from './package-record.ts';
import { textOf, visitLines } from './text-lines.ts';

const colon = 0x3a;
type Field = 'name' | 'version' | 'architecture' | 'bytes';

const letters: ReadonlyMap<number, Field> = new Map([
  [0x50, 'name'],
  [0x56, 'version'],
  [0x41, 'architecture'],
  [0x49, 'bytes'],
]);

/**
 * The packages of apk's database of what is installed: lines of one letter, a colon and a value; an empty line ends a
 * package (apk-tools, apk-package(5) names the letters). The lines about its files stand behind and are passed over.
 */
export function parseApk(bytes: Uint8Array): PackagesRead {
  const collector = new PackageCollector();
  let block: Map<Field, string> | null = null;

  function endBlock(): boolean {
    const ended = block;
    block = null;
    return ended === null || collector.add(recordOf(ended));
  }

  visitLines(bytes, (start, end) => {
    if (start === end) return endBlock();
    block ??= new Map();
    const field = bytes[start + 1] === colon ? letters.get(bytes[start]!) : undefined;
    if (field === undefined || block.has(field)) return true;
    const until = Math.min(end, start + 2 + 4 * limits.packageTextLength);
    block.set(field, textOf(bytes, start + 2, until));
    return true;
  });
  endBlock();
  return collector.end();
}

function recordOf(block: ReadonlyMap<Field, string>): PackageRecord | null {
  const name = block.get('name') ?? '';
  const version = block.get('version') ?? '';
  if (!isPackageText(name) || !isPackageText(version)) return null;
  const architecture = block.get('architecture') ?? '';
  const bytes = block.get('bytes') ?? '';
  return {
    name,
    version,
    architecture: isPackageText(architecture) ? architecture : null,
    bytes: /^\d{1,15}$/.test(bytes) ? Number(bytes) : null,
  };
}
