import { visibleLine } from './visible.ts';

/**
 * Text from an archive on one line, white space in one piece and nothing unseen; of what is longer than `most`
 * characters the beginning and `…`.
 */
export function excerpt(text: string, most: number): string {
  return cutEnd(charactersOf(text), most);
}

/**
 * Two texts as `excerpt` makes them, but where they begin alike for so long that it would not show their first
 * difference, the beginning is cut off instead.
 */
export function excerptsApart(a: string, b: string, most: number): readonly [string, string] {
  const [wholeA, wholeB] = [charactersOf(a), charactersOf(b)];
  const longest = Math.max(wholeA.length, wholeB.length);
  let alike = 0;
  while (alike < longest && wholeA[alike] === wholeB[alike]) alike++;
  // What follows the difference belongs to it as much as what stands before.
  if (longest <= most || alike < most / 2) return [cutEnd(wholeA, most), cutEnd(wholeB, most)];
  const space = wholeA.lastIndexOf(' ', alike - most / 4);
  const start = space === -1 ? alike - most / 4 : space + 1;
  const [restA, restB] = [wholeA.slice(start), wholeB.slice(start)];
  return [`…${cutEnd(restA, most - 1)}`, `…${cutEnd(restB, most - 1)}`];
}

/** A path with nothing unseen; of what is longer than `most` characters `…` and the end, which tells more. */
export function pathExcerpt(path: string, most: number): string {
  const characters = Array.from(visibleLine(path));
  return characters.length <= most
    ? characters.join('')
    : `…${characters.slice(characters.length - most + 1).join('')}`;
}

function charactersOf(text: string): readonly string[] {
  return Array.from(visibleLine(text.replace(/\s+/g, ' ').trim()));
}

function cutEnd(characters: readonly string[], most: number): string {
  return characters.length <= most
    ? characters.join('')
    : `${characters.slice(0, most - 1).join('')}…`;
}
