/** Bits that each character of a text tells, by how often its characters come (Shannon's entropy). */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Words that people write where a secret would stand. */
const placeholderWords =
  /example|sample|placeholder|change[-_ ]?(?:me|it|this)|replace|redacted|dummy|foo-?bar|lorem|your[-_ ]|my[-_](?:secret|password|token|key)|insert|not[-_ ]a[-_ ]real|fake|mock|xxxx|\*\*\*|\.\.\.|todo|fixme|deadbeef|abcdef[0g]|012345|123456|<[^>]{1,80}>/i;
/** What is filled in elsewhere: variables of shells, templates and formats. */
const references =
  /\$\{|\$\(|\$[A-Za-z_]|^%|%[sdv(]|\{\{|\}\}|\{\w{0,40}\}|^@|^!\w+$|<%|#\{|\benv[.[(]|environ|getenv/;

/** Whether a value stands for a secret rather than being one. */
export function isPlaceholder(value: string): boolean {
  return placeholderWords.test(value) || references.test(value) || isMonotonous(value);
}

/** `aaaaaaaa`, `--------`, `abababab`. */
function isMonotonous(value: string): boolean {
  return new Set(value).size < Math.min(5, value.length);
}

/** Whether a value looks drawn by chance: long enough, of letters and digits, and no word or path. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || !/^[\w+/=.~!@#%^&*:-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const hexadecimal = /^[0-9a-fA-F]+$/.test(value);
  return entropyOf(value) >= (hexadecimal ? 2.8 : 3.4);
}

const commonWords =
  /^(?:pass(?:word|wd|phrase|code)?|secret|token|admin|root|user(?:name)?|guest|default|none|null|nil|true|false|undefined|required|optional|string|empty|enabled|disabled|unknown|private|public|prompt|ask|always|never|yes|no|off|on|\d{1,6})s?\d{0,3}$/i;

/** Whether a value can be a password that a person chose. */
export function looksChosen(value: string): boolean {
  if (value.length < 6 || commonWords.test(value) || /\s/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && entropyOf(value) >= 2.5;
}

/** Words of those who ask for a password, tell how it has to be, or what is wrong with it. */
const wordsAboutPasswords =
  /pass(?:wor[dt]|wd|phrase)|kennwort|token|secret|credential|(?<![a-z])(?:enter|type|your|please|must|should|need|use|character|letter|digit|number|symbol|least|more|require|expire|invalid|wrong|match|confirm|again|twice|forgot|reset|change|unique|leave|empty|login|(?:new|not|is|are|the|this|user|here|of)(?![a-z]))/i;

/** Whether a value with spaces can be a pass phrase: some words, and no sentence about one. */
export function looksLikePhrase(value: string): boolean {
  const words = value.split(' ');
  if (words.length < 4 || words.length > 12 || value.length < 16) return false;
  if (words.some((word) => word === '' || word.length > 24) || /[?:.…]$/.test(value)) return false;
  return !/[\t<>{}()[\]=%|\\]/.test(value) && !wordsAboutPasswords.test(value);
}
