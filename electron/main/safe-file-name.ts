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

/** How much of a drawing's name is kept, so that its ending always is. */
const longestDrawing = 60;

/**
 * A name that the page suggests for a picture: whatever it asks for, the file is a picture and not hidden, so that the
 * dialog never offers to write a program or a settings file. `.svg` where the name says nothing else.
 */
export function safeDrawingName(name: string): string {
  const ending = /\.(?:svg|png)$/i.exec(name)?.[0] ?? '.svg';
  const stem = name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  const plain = safeFileName(stem).replace(/^\.+/, '');
  return `${plain.slice(0, longestDrawing) || fallback}${ending.toLowerCase()}`;
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
