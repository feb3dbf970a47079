import type { Image } from '../../../shared/model/image.ts';

/** Longest part of a name that is suggested for a report. */
const longestName = 28;

/** A part of a file name that tells an image: its first name, or the file it is in, or the beginning of its ID. */
export function shortImageName(image: Pick<Image, 'references' | 'id'>, source: string): string {
  const name = image.references[0] ?? (source === '' ? (image.id ?? '') : source);
  return name.replaceAll(/[/\\:@]/g, '-').slice(0, longestName);
}
