import type { SecretRule } from '../../../shared/model/findings.ts';
import { entropyOf } from './likely-value.ts';
import type { Confidence, SecretMatch, SecretPattern } from './secret-match.ts';

/** Longest label of a key's first line: `-----BEGIN ENCRYPTED PRIVATE KEY-----` has nine characters of it. */
const longestLabel = 40;
/** Characters of a key that are looked at: enough for its headers and some lines. */
const lookedAt = 1200;
/** Characters of the largest keys; those of RSA with 16,384 bits have 13,000. */
const longestKey = 16_384;
/** Characters of base64 of the smallest key: those of an elliptic curve in PKCS #8. */
const smallestBody = 60;

const begin = '-----BEGIN ';

/** Labels of PEM (RFC 7468) and of OpenSSH and OpenPGP; the empty one is PKCS #8. */
const knownLabels: ReadonlySet<string> = new Set([
  '',
  'RSA ',
  'EC ',
  'DSA ',
  'ENCRYPTED ',
  'OPENSSH ',
  'PGP ',
]);

/** The header lines of a PEM key and its first characters of base64; line ends may be written as `\n`. */
const keyBody =
  /^(?:(?:\s|\\[nr])*(?:[A-Za-z-]{4,24}:[^\n\\]{0,120}(?:\\n|\n)){0,6})(?<body>(?:(?:[\s"'+]|\\[nr]){0,24}[A-Za-z0-9+/=]{4,120}){1,20})/;

function findPemKey(text: string, at: number): SecretMatch | null {
  const before = text.slice(Math.max(0, at - begin.length - longestLabel), at);
  const inBefore = before.lastIndexOf(begin);
  if (inBefore === -1) return null;
  const start = at - before.length + inBefore;
  const label = before.slice(inBefore + begin.length);
  if (!/^[A-Z0-9 ]*$/.test(label)) return null;
  const inHead = text.slice(at, at + longestLabel).indexOf('-----');
  if (inHead === -1) return null;
  const headEnd = at + inHead;
  const rest = text.slice(headEnd + 5, headEnd + 5 + lookedAt);
  const encoded = keyBody.exec(rest)?.groups?.['body']?.replaceAll(/\\[nr]|[\s"'+]/g, '') ?? '';
  if (encoded.length < smallestBody || entropyOf(encoded) < 3) return null;
  const locked = isLocked(label, rest, encoded);
  const confidence: Confidence = locked === true || !knownLabels.has(label) ? 'medium' : 'high';
  return {
    rule: ruleOf(label),
    confidence,
    start,
    end: endOf(text, headEnd),
    shown: headEnd + 5 - start,
    ...(locked === null ? {} : { locked }),
  };
}

/** Characters of base64 in which the cipher of a key of OpenSSH is named. */
const sshHead = 64;

/** Whether a pass phrase locks a key; null where its first lines do not tell. */
function isLocked(label: string, rest: string, encoded: string): boolean | null {
  if (label === 'ENCRYPTED ' || rest.includes('Proc-Type: 4,ENCRYPTED')) return true;
  // The magic, then the name of the cipher behind its length (OpenSSH, PROTOCOL.key).
  if (label === 'OPENSSH ') {
    const head = Buffer.from(encoded.slice(0, sshHead), 'base64').toString('latin1');
    const cipher = /^openssh-key-v1\0\0\0\0[\x04-\x1f](?<name>none)?/.exec(head);
    return cipher === null ? null : cipher.groups?.['name'] === undefined;
  }
  return label === 'PGP ' || !knownLabels.has(label) ? null : false;
}

/** The end of the key, or of what is looked at of it. */
function endOf(text: string, from: number): number {
  const rest = text.slice(from, from + longestKey);
  const end = rest.indexOf('-----END ');
  return from + (end === -1 ? Math.min(rest.length, lookedAt) : end);
}

function ruleOf(label: string): SecretRule {
  if (label === 'OPENSSH ') return 'ssh-key';
  return label === 'PGP ' ? 'pgp-key' : 'private-key';
}

function findPuttyKey(text: string, at: number): SecretMatch | null {
  const head = text.slice(at, at + 4096);
  if (!/^PuTTY-User-Key-File-\d: [\w-]{3,40}\r?\n/.test(head) || !head.includes('Private-Lines:'))
    return null;
  const locked = !/\nEncryption: none/.test(head);
  const confidence = locked ? 'medium' : 'high';
  const shown = 'PuTTY-User-Key-File'.length;
  return { rule: 'ssh-key', confidence, start: at, end: at + head.length, shown, locked };
}

/** Private keys in PEM. Certificates and public keys have other labels. */
export const pemKeys: SecretPattern = {
  literals: ['PRIVATE KEY'],
  anyCase: false,
  inBinary: true,
  find: findPemKey,
};

/** Private keys in text. */
export const keyPatterns: readonly SecretPattern[] = [
  pemKeys,
  { literals: ['PuTTY-User-Key-File-'], anyCase: false, inBinary: false, find: findPuttyKey },
];
