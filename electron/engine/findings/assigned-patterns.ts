import { isPlaceholder, looksChosen, looksLikePhrase, looksRandom } from './likely-value.ts';
import type { Confidence, SecretMatch, SecretPattern } from './secret-match.ts';

/** Words that the names of secrets end with, or have before what `suffix` says. */
const keywords = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'api_key',
  'api-key',
  'apikey',
  'access_key',
  'accesskey',
  'auth_key',
  'private_key',
  'encryption_key',
  'signing_key',
  'credential',
  '_pwd',
  '_pass',
  '_auth',
  'app_key',
] as const;

/** How the name may go on. `_FILE`, `_NAME`, `_URL` and the like make it another thing. */
const suffix = '(?:[_-]?(?:key|value|base64|base|b64|prod|dev|staging|live|\\d{1,2})){0,2}';
/**
 * `name = `, `"name": `, `name: |` and the next line, `define('NAME', `, `key="NAME" value=`, and the end of an XML
 * element's start.
 */
const sign = `(?:["']?\\]?[ \\t]{0,8}(?:=>|:=|=|:)[ \\t]{0,8}(?:[|>][-+]?[ \\t]{0,4}\\r?\\n[ \\t]{1,20})?|"[ \\t]{1,4}value=(?=")|(?<=define\\(["']\\w{4,48})["'],[ \\t]{0,4}(?=["'])|>(?=[^\\s<]))`;
const literal =
  '(?:"(?<double>[^"\\r\\n]{1,400})"|\'(?<single>[^\'\\r\\n]{1,400})\'|(?<bare>[^\\s"\'`,;<>()[\\]{}\\\\]{1,400}))';
const assigned = new RegExp(`(?:${keywords.join('|')})s?${suffix}${sign}${literal}`, 'iy');

const secretName = new RegExp(`(?:${keywords.join('|')})s?${suffix}$`, 'i');

/** Whether something of that name is a secret, rather than a file with one or how long one is. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Characters before a keyword that can belong to the name. */
const nameBefore = 64;
/** Longer values are documents or encrypted: those of sealed secrets have some hundred characters. */
const longestValue = 200;
const passwordNames = /pass|pwd/i;

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

function assignmentAt(text: string, at: number): Assignment | null {
  assigned.lastIndex = at;
  const match = assigned.exec(text);
  if (match === null) return null;
  const { double, single, bare } = match.groups ?? {};
  const value = double ?? single ?? bare ?? '';
  const isQuoted = bare === undefined;
  const end = match.index + match[0].length - (isQuoted ? 1 : 0);
  const head = text.slice(Math.max(0, at - nameBefore), at);
  const before = /[\w.-]{0,64}$/.exec(head)?.[0] ?? '';
  // `${PASSWORD:?not set}` is the shell's way to say that there has to be one.
  if (head.slice(0, head.length - before.length).endsWith('${')) return null;
  const name = before + (/^[\w.-]{0,64}/.exec(match[0])?.[0] ?? '');
  return { name, value, start: end - value.length, isQuoted };
}

/** Names that stand for nothing else, so that a sentence may be the value. */
const phraseNames = /pass(?:word|wd|_?phrase)$/i;

/** How likely what has the name of a secret is one; null for one that cannot be. */
export function judgeAssigned(name: string, value: string): Confidence | null {
  if (value.length > longestValue || isPlaceholder(value) || isReference(value)) return null;
  if (/public/i.test(name)) return null;
  if (looksRandom(value)) return 'medium';
  if (looksLikePhrase(value) && phraseNames.test(name)) {
    return /phrase$/i.test(name) || /\d/.test(value) ? 'medium' : 'low';
  }
  if (passwordNames.test(name)) return looksChosen(value) ? 'medium' : null;
  return value.length >= 12 && looksChosen(value) && /\d/.test(value) ? 'low' : null;
}

/** Words with one for a secret among them: `new-password`, `accessToken`. */
const namesOnly =
  /^(?=.{0,80}(?:passw|secret|token|credential|api[_-]?key))[A-Za-z._ -]{0,80}\d?[A-Za-z._ -]{0,80}[:.?!]?$/i;

/** Paths, names of other things, and expressions of programs. */
function isReference(value: string): boolean {
  return (
    namesOnly.test(value) ||
    /^(?:\/|\.\.?\/|~\/|[A-Za-z]:\\)/.test(value) ||
    (/^(?:https?|file|secret|vault|arn|urn|kms|projects):?\/?/i.test(value) &&
      value.includes('/')) ||
    /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value) ||
    /^[A-Z][A-Z_]+$/.test(value) ||
    /^[\w.]+\(|\)$/.test(value)
  );
}

/** Characters before a keyword in which its line begins, where it is a comment. */
const lineBefore = 240;

function isComment(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - lineBefore), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  // A share of files (`//server/share`) begins as a comment does.
  return /^\s{0,40}(?:#|\/\/(?![\w.-]{1,200}\/)|;|\*|--|<!--|rem )/i.test(line);
}

/** The secret of an application at Azure (learn.microsoft.com, Microsoft Entra client secrets). */
const azureSecret = /^[\w~.-]{3}[78]Q~[\w~.-]{31,34}$/;

function assignedPattern(bareToo: boolean): SecretPattern {
  return {
    literals: keywords,
    anyCase: true,
    inBinary: false,
    find: (text, at): SecretMatch | null => {
      const found = assignmentAt(text, at);
      if (found === null || (!found.isQuoted && !bareToo) || isComment(text, at)) return null;
      const confidence = judgeAssigned(found.name, found.value);
      if (confidence === null) return null;
      const { start, value } = found;
      if (azureSecret.test(value)) {
        return {
          rule: 'azure-key',
          confidence: 'high',
          start,
          end: start + value.length,
          shown: 0,
        };
      }
      return { rule: 'generic-secret', confidence, start, end: start + value.length, shown: 0 };
    },
  };
}

/** Values that a file of settings gives to something with the name of a secret. */
export const assignedInSettings = assignedPattern(true);
/** The same in programs, where only quoted values are values. */
export const assignedInCode = assignedPattern(false);
