import { visibleLine } from '../../shared/format/visible.ts';

const fallback = 'file';
/** What Windows keeps for itself. */
const reserved = /[<>:"|?*]/g;
/** File systems commonly take 255 bytes; the rest is for what a program adds while it writes. */
const longest = 200;

/**
 * A name that came out of an archive, made fit to suggest for a new file on any system: one path part, no unseen or
 * reserved characters, no name of a device (Windows: "Naming Files, Paths, and Namespaces"), at most 200 bytes of UTF-8.
 */
export function safeFileName(name: string): string {
  const part = name.split(/[/\\]/).at(-1) ?? '';
  const fit = visibleLine(part).replace(reserved, '_');
  const plain = firstBytes(fit, longest)
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '');
  if (plain === '') return fallback;
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
}

/** As many whole characters as fit into a number of bytes. */
function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}
