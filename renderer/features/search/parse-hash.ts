/**
 * The beginning of a sha256 as a person gives it, in small hex digits: `sha256:` before it and blanks around it do not
 * count. Empty for an empty text, null for what is none or has fewer than 8 digits.
 */
export function parseHash(text: string): string | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '');
  return /^([0-9a-f]{8,64})?$/.test(plain) ? plain : null;
}
