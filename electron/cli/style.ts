const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

export type Paint = keyof typeof codes;

/** Colours a text for a terminal, or leaves it as it is. */
export type Style = (paint: Paint, text: string) => string;

export function plainStyle(_paint: Paint, text: string): string {
  return text;
}

/** ECMA-48, SGR. */
export function colourStyle(paint: Paint, text: string): string {
  return text === '' ? '' : `\u001B[${codes[paint]}m${text}\u001B[0m`;
}
