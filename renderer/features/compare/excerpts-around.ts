/** Characters before the first difference that are kept, and characters of an excerpt at most. */
const before = 24;
const most = 48;

/**
 * The parts of two texts around where they begin to differ: the first word of each, then `…`, some words that both have,
 * and what differs. Texts that differ soon keep their beginning. White space becomes single blanks.
 */
export function excerptsAround(a: string, b: string): readonly [string, string] {
  const textA = onOneLine(a);
  const textB = onOneLine(b);
  let common = 0;
  while (common < textA.length && common < textB.length && textA[common] === textB[common]) {
    common++;
  }
  const start = common <= before * 2 ? 0 : textA.lastIndexOf(' ', common - before) + 1;
  return [excerptFrom(textA, start), excerptFrom(textB, start)];
}

function excerptFrom(text: string, start: number): string {
  const characters = Array.from(text.slice(start));
  const end = characters.length <= most ? '' : '…';
  const part = characters.slice(0, most).join('').trimEnd() + end;
  if (start === 0) return part;
  const first = text.slice(0, text.indexOf(' '));
  return `${first} … ${part}`;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
