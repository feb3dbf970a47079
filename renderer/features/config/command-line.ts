/** The arguments as a shell would have to be given them. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/**
 * What a container started without arguments of its own runs: entrypoint, then command (Docker, "Understand how CMD and
 * ENTRYPOINT interact"). Empty when the image names neither.
 */
export function startLine(
  entrypoint: readonly string[],
  command: readonly string[],
): readonly string[] {
  return [...entrypoint, ...command];
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
