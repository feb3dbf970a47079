/** Where the letters of a search fall in a text, and how well they fit; higher is better. */
export interface Match {
  readonly score: number;
  /** Indexes into the text, rising. */
  readonly letters: readonly number[];
}

/**
 * Finds the letters of `search` in `text` in their order, in any case. Beginnings of words and letters that follow one
 * another count most. Null when some letter is not there. An empty search fits everything.
 */
export function matchWords(search: string, text: string): Match | null {
  const wanted = search.toLowerCase().replace(/\s+/g, '');
  const lower = text.toLowerCase();
  const whole = lower.indexOf(search.toLowerCase().trim());
  if (whole >= 0) {
    const letters = Array.from({ length: search.trim().length }, (_, offset) => whole + offset);
    return { score: 1000 + (isWordStart(lower, whole) ? 100 : 0) - whole, letters };
  }
  const letters: number[] = [];
  let score = 0;
  let from = 0;
  for (const letter of wanted) {
    const at = nextPlace(lower, letter, from);
    if (at < 0) return null;
    score += at === from && letters.length > 0 ? 8 : isWordStart(lower, at) ? 6 : 1;
    letters.push(at);
    from = at + 1;
  }
  return { score: score - lower.length / 100, letters };
}

/** The letter where a word begins with it, or where it follows at once, else anywhere further on. */
function nextPlace(text: string, letter: string, from: number): number {
  if (text[from] === letter) return from;
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (isWordStart(text, at)) return at;
  }
  return text.indexOf(letter, from);
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[\s\-_./:(]/.test(text[at - 1] ?? ' ');
}
