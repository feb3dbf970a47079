import { existsSync } from 'node:fs';
import { UsageFailure } from '../cli-failure.ts';
import { oneLine } from '../text.ts';

/** One side of a comparison as the user names it. */
export interface CompareOperand {
  /** A path, or `store:REF`. */
  readonly opened: string;
  /** What stands behind `#`: an image of an archive that holds several. */
  readonly image: string | null;
  /** What stands behind `@`: the layer after which the files are meant, as text. */
  readonly point: string | null;
}

const pointForm = /^(?<rest>.+)@(?<point>\d{1,6}|empty)$/s;

/**
 * Takes `PATH[#REF][@N]` or `store:REF[@N]` apart. What is there under the whole text is meant as it stands, whatever
 * characters its name has. Else digits or `empty` behind the last `@` are a point: a digest has its algorithm there, and
 * a name cannot end so. Then, unless the rest is there, what stands behind the last `#` is an image: no reference has
 * that character.
 */
export function parseOperand(
  text: string,
  exists: (path: string) => boolean = existsSync,
): CompareOperand {
  if (exists(text)) return { opened: text, image: null, point: null };
  const groups = pointForm.exec(text)?.groups;
  const rest = groups?.['rest'] ?? text;
  const point = groups?.['point'] ?? null;
  const hash = rest.lastIndexOf('#');
  if (exists(rest) || hash === -1) return { opened: rest, image: null, point };
  const image = rest.slice(hash + 1);
  if (image === '') throw new UsageFailure(`${oneLine(text)}: the name behind # is missing`);
  return { opened: rest.slice(0, hash), image, point };
}
