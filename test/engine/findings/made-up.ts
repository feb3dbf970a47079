/**
 * Values that look drawn by chance and are the same in every run. Tokens are put together from parts, so that no text of
 * these tests has the form of one.
 */

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();

/** Characters of values, by what they are called. */
const alphabets = {
  base62: upper + lower + digits,
  base64: `${upper}${lower}${digits}+/`,
  base64url: `${upper}${lower}${digits}-_`,
  base32: `${upper}234567`,
  hex: `${digits}abcdef`,
  upper: upper + digits,
  digits,
  letters: upper + lower,
} as const;

/** So many characters of an alphabet, drawn by a number that stands for chance. */
export function made(alphabet: keyof typeof alphabets, length: number, seed = 1): string {
  const characters = alphabets[alphabet];
  let state = (seed * 0x9e37_79b9 + length) >>> 0;
  let text = '';
  while (text.length < length) {
    // A linear congruential generator (Numerical Recipes); its upper bits are mixed well enough.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += characters.charAt(Math.floor((state / 2 ** 32) * characters.length));
  }
  return text;
}

/** Parts of a token side by side. */
export function joined(...parts: readonly string[]): string {
  return parts.join('');
}

/** A block of PEM text with made-up bytes in it. */
export function pem(label: string, characters = 1600, seed = 1): string {
  const body = made('base64', characters, seed).replaceAll(/.{64}/g, '$&\n');
  const edge = (word: string): string => joined('-----', word, ' ', label, '-----');
  return `${edge('BEGIN')}\n${body}\n${edge('END')}\n`;
}

/** A JSON Web Token of a header and claims. */
export function webToken(header: object, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part(header), part(claims), made('base64url', 43, 7)].join('.');
}

export function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}

/** The beginning of a Java key store of version 2 (JKS) with one entry, called `abc`. */
export function javaStore(entry: 'key' | 'certificate'): Uint8Array {
  const tag = { key: '00000001', certificate: '00000002' }[entry];
  return Buffer.from(`feedfeed0000000200000001${tag}0003616263`, 'hex');
}
