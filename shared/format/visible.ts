/**
 * Characters that change how the text around them reads without being seen themselves: controls, direction marks
 * (Unicode UAX #9, Explicit Directional Formatting), joiners, fillers and line separators.
 */
const unseen =
  /\p{Cc}|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * A name, path or other single line from an archive with every unseen character made visible and harmless: controls as
 * their pictures (`␛`), others by their number (`⟨U+202E⟩`). For the screen only; copying takes the text itself.
 */
export function visibleLine(text: string): string {
  return text.replace(unseen, visibleCharacter);
}

/** The same for text of several lines: tabs and line ends stay. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) =>
    character === '\n' || character === '\t' ? character : visibleCharacter(character),
  );
}

/** How many unseen characters are in a text, tabs and line ends aside. */
export function countUnseen(text: string): number {
  let count = 0;
  for (const [character] of text.matchAll(unseen)) {
    if (character !== '\n' && character !== '\r' && character !== '\t') count += 1;
  }
  return count;
}

/** How one unseen character is shown. */
export function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
