import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import type { HostPath } from './host-path.ts';

/** Linux keeps no longer names and values (xattr(7), Limits). */
const longest = { name: 255, value: 65_536 } as const;

const newLine = 0x0a;

/**
 * The attributes of a path as `getfattr --dump` writes them and `setfattr --restore` reads them (attr, getfattr(1)): a
 * line `# file: PATH`, one line `NAME=VALUE` each, an empty line. Values are base64 after `0s`, or `""`. In paths and names every
 * byte that could mean something else is a backslash and three octal digits. Null where Linux cannot keep one of them.
 */
export function attributeDump(path: HostPath, xattrs: readonly ExtendedAttribute[]): string | null {
  const lines = [`# file: ${escaped(path)}`];
  for (const { name, value } of xattrs) {
    const bytes = Buffer.from(name);
    const isKept = bytes.length > 0 && bytes.length <= longest.name && !bytes.includes(0);
    if (!isKept || value.length > longest.value) return null;
    const { buffer, byteOffset, byteLength } = value;
    const base64 = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    // The program may refuse `0s` alone without a word.
    lines.push(`${escaped(bytes)}=${base64 === '' ? '""' : `0s${base64}`}`);
  }
  return `${lines.join('\n')}\n\n`;
}

/**
 * The paths, in hexadecimal, that `setfattr --restore` complained about in its messages `setfattr: PATH: REASON`. Null
 * when one of the lines is something else.
 */
export function refusedPaths(messages: Buffer): ReadonlySet<string> | null {
  const refused = new Set<string>();
  const start = 'setfattr: ';
  for (let at = 0; at < messages.length;) {
    const newLineAt = messages.indexOf(newLine, at);
    const line = messages.toString('latin1', at, newLineAt === -1 ? messages.length : newLineAt);
    // No reason has a colon in it, but a path may.
    const end = line.lastIndexOf(': ');
    if (!line.startsWith(start) || end < start.length) return null;
    refused.add(unescaped(line.slice(start.length, end)).toString('hex'));
    if (newLineAt === -1) break;
    at = newLineAt + 1;
  }
  return refused;
}

function escaped(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/[^\w./-]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** Bytes of a text in Latin-1. */
function unescaped(text: string): Buffer {
  const bytes = text.replaceAll(/\\([0-3][0-7]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  return Buffer.from(bytes, 'latin1');
}
