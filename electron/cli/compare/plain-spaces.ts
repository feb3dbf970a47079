/** The text with plain spaces in place of those that do not break: output is cut up by other programs. */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}
