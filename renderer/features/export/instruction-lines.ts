/** A Dockerfile instruction in a text, and the line it begins in, the first being 0. */
export interface InstructionLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The instructions of a text, one in each line; a backslash at the end of a line goes on in the next, and lines that
 * begin with # say nothing (Dockerfile reference, Format).
 */
export function instructionLines(text: string): readonly InstructionLine[] {
  const found: InstructionLine[] = [];
  let begun: InstructionLine | null = null;
  for (const [line, raw] of text.split('\n').entries()) {
    const part = raw.trim();
    if (part === '' || part.startsWith('#')) continue;
    const goesOn = part.endsWith('\\');
    const words = goesOn ? part.slice(0, -1).trimEnd() : part;
    const whole: InstructionLine =
      begun === null ? { line, text: words } : { line: begun.line, text: `${begun.text} ${words}` };
    if (!goesOn) found.push(whole);
    begun = goesOn ? whole : null;
  }
  return begun === null ? found : [...found, begun];
}

/** The line of the instruction that the engine refuses; null when it is none of these. */
export function refusedLine(lines: readonly InstructionLine[], change: unknown): number | null {
  return lines.find(({ text }) => text === change)?.line ?? null;
}
