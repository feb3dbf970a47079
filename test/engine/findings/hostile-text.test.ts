import { describe, expect, test } from 'vitest';
import { secretRules } from '../../../shared/model/findings.ts';
import { addressPatterns } from '../../../electron/engine/findings/address-patterns.ts';
import { profileOf } from '../../../electron/engine/findings/file-profile.ts';
import {
  awsSecret,
  filePatterns,
  loginDocuments,
} from '../../../electron/engine/findings/file-patterns.ts';
import { keyPatterns } from '../../../electron/engine/findings/key-patterns.ts';
import { ContentScan, scanContent } from '../../../electron/engine/findings/scan-content.ts';
import { tokenPatterns } from '../../../electron/engine/findings/token-patterns.ts';
import { assignedInSettings } from '../../../electron/engine/findings/assigned-patterns.ts';
import { commandPatterns } from '../../../electron/engine/findings/command-patterns.ts';
import { joined, pem } from './made-up.ts';

const mebibyte = 1024 * 1024;
/** Far beyond what a scan takes: what grows with the square of the bytes takes hours. */
const hangs = 60_000;

/** A path that turns on the patterns for one kind of file, where the trap is made for one. */
function pathOfKind(part: string): string {
  if (part.includes('auth')) return 'root/.docker/config.json';
  if (part.includes('$')) return 'etc/shadow';
  if (part.startsWith('ENV')) return 'app/Dockerfile';
  return part.startsWith('https') ? 'app/.git/config' : 'app/config.py';
}

function filled(part: string, bytes = mebibyte): Buffer {
  return Buffer.alloc(bytes, part, 'latin1');
}

const literals = [
  ...keyPatterns,
  ...tokenPatterns,
  ...addressPatterns,
  ...commandPatterns,
  ...Object.values(filePatterns).flat(),
  ...loginDocuments,
  awsSecret,
  assignedInSettings,
].flatMap((pattern) => pattern.literals);

describe('a MiB made to take long ends', () => {
  test(
    'every literal, over and over',
    () => {
      const settings = profileOf('app/.env');
      for (const literal of new Set(literals)) {
        const found = scanContent(filled(literal, mebibyte / 8), 'app/.env', settings);
        expect(found.length).toBeLessThan(100);
      }
    },
    hangs,
  );

  // What each expression goes furthest in before it fails.
  const traps: readonly (readonly [string, string])[] = [
    ['addresses without an end', 'https://a:'],
    ['addresses with long names', `postgres://${'a'.repeat(60)}:${'b'.repeat(150)} `],
    ['keys that never end', joined('-----BEGIN', ' RSA PRIVATE KEY-----\nA: b\\nC: d\\n ')],
    ['heads of keys in a row', joined('-----BEGIN', ' PRIVATE KEY-----')],
    ['base64 and spaces', joined('-----BEGIN', ' PRIVATE KEY-----', `\n${'abcd '.repeat(100)}`)],
    ['assignments of spaces', `password${' '.repeat(8)}=${' '.repeat(7)}`],
    ['quotes that never close', 'password="'],
    ['long names', `${'a_'.repeat(30)}password: `],
    ['options', `curl ${'-x '.repeat(60)}`],
    ['web tokens', joined('eyJhbGci', `${'a'.repeat(900)}.eyJ${'b'.repeat(900)}.`)],
    ['base64 alone', 'QUJD'],
    ['one character', 'a'],
    ['spaces', ' '],
    ['line ends', '\n'],
    ['escapes', '\\n'],
    ['dashes', '-'],
    ['logins', '"auth" : "QUJDREVGR0g'],
    ['hashes', 'a:$6$aaaaaaaa'],
    ['dollars', '$'],
    ['variables of a build', 'ENV PASSWORD a \t \n'],
    ['signed addresses', '?sv=1&sig=AAAA'],
    ['pass phrases', 'password="aa bb cc dd ee ff"'],
    ['blocks of YAML', 'password: |\n '],
    ['logins of Kubernetes', `.dockerconfigjson: ${'QUJD'.repeat(1000)}`],
    ['units of two bytes', 'p\0a\0s\0s\0w\0o\0r\0d\0=\0'],
  ];
  test.each(traps)(
    '%s',
    (_, part) => {
      const bytes = filled(part);
      for (const path of ['app/.env', pathOfKind(part)]) {
        expect(scanContent(bytes, path, profileOf(path)).length).toBeLessThan(100);
      }
    },
    hangs,
  );
});

test('as many secrets as fit are told as a few and a number', () => {
  const line = 'API_PASSWORD=Zq8mN2vK';
  const content = Array.from({ length: 5000 }, (_, at) => `${line}${at}x!`).join('\n');
  const found = scanContent(Buffer.from(content), 'app/.env', profileOf('app/.env'));
  expect(found).toHaveLength(10);
  expect(found.slice(0, -1).every(({ more }) => more === 0)).toBe(true);
  expect(found.at(-1)?.more).toBeGreaterThan(1000);
});

describe('pieces of any size', () => {
  const rows = 'INSERT INTO goods VALUES (17);\n'.repeat(50_000);
  const content = Buffer.from(
    `API_TOKEN=Zq8mN2vKx1Wm7Rt5\n${rows}${pem('RSA PRIVATE KEY')}${rows}DB_PASSWORD=Zq8mN2vKx1!\n`,
  );
  const forms: readonly (readonly [string, Buffer])[] = [
    ['bytes', content],
    ['UTF-16', Buffer.from(`\ufeff${content.toString()}`, 'utf16le')],
  ];
  test.each(forms)('find the same in %s', (_, bytes) => {
    const path = 'srv/a.sql';
    const whole = scanContent(bytes, path, profileOf(path));
    expect(whole.map(({ rule, line }) => [rule, line])).toEqual([
      ['generic-secret', 1],
      ['private-key', 50_002],
      ['generic-secret', 100_030],
    ]);
    const scan = new ContentScan();
    for (const step of [4093, 65_536, 1024 * 1024 + 1]) {
      scan.begin(path, bytes.length, profileOf(path));
      for (let at = 0; at < bytes.length; at += step) scan.take(bytes.subarray(at, at + step));
      expect(scan.end()).toEqual(whole);
    }
  });
});

test('rules are named once', () => {
  expect(new Set(secretRules).size).toBe(secretRules.length);
});
