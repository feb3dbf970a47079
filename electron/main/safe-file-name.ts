import { visibleLine } from '../../shared/format/visible.ts';
import type { ReportFormat } from '../../shared/model/comparison.ts';

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

/** How many characters of a name are kept where its ending must be. */
const longestStem = 60;

/**
 * A name that the page suggests for a picture: whatever it asks for, the file is a picture and not hidden, so that the
 * dialog never offers to write a program or a settings file. `.svg` where the name says nothing else.
 */
export function safeDrawingName(name: string): string {
  const ending = /\.(?:svg|png)$/i.exec(name)?.[0] ?? '.svg';
  const stem = name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  return `${safeStem(stem)}${ending.toLowerCase()}`;
}

const reportEndings: Readonly<Record<ReportFormat, string>> = {
  json: '.json',
  markdown: '.md',
  html: '.html',
};

/** A name for a report, made of what the compared images are called, with the ending that tells its format. */
export function safeReportName(name: string, format: ReportFormat): string {
  return `${safeStem(name)}${reportEndings[format]}`;
}

/** A name for what is taken out, that keeps the ending by which programs know it. */
export function safeExportName(name: string): string {
  const ending = /(?:\.tar(?:\.(?:gz|zst|xz|bz2))?|\.zip)$/.exec(name)?.[0] ?? '';
  return `${safeStem(name.slice(0, name.length - ending.length))}${ending}`;
}

/** A name that is not hidden and short enough for an ending to be added. */
function safeStem(name: string): string {
  const plain = safeFileName(name).replace(/^\.+/, '');
  return plain.slice(0, longestStem) || fallback;
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
