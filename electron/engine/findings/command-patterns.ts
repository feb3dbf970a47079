import { isPlaceholder, looksChosen, looksRandom } from './likely-value.ts';
import { secretPattern } from './secret-match.ts';
import type { Confidence, SecretPattern } from './secret-match.ts';

function judge(value: string): Confidence | null {
  if (isPlaceholder(value) || value.startsWith('-')) return null;
  return looksRandom(value) || (looksChosen(value) && /\d/.test(value)) ? 'medium' : null;
}

/** How commands take a secret as an argument. */
export const commandPatterns: readonly SecretPattern[] = [
  secretPattern(
    'generic-secret',
    'medium',
    ['password ', 'passwd ', 'token ', 'secret ', '-key '],
    /(?<=\s--?[\w-]{0,40})(?:password|passwd|token|secret|(?<=api|access|auth)-key) {1,4}["']?(?<value>[^\s"'|;&]{6,400})/iy,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['curl ', 'wget '],
    /(?:curl|wget) [^\n|;&]{0,200}?(?:-u|--user) {0,4}=?["']?[^\s:"']{1,64}:(?<value>[^\s"'@]{3,200})/y,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['mysql', 'mariadb'],
    /(?:mysql|mariadb)(?:dump|admin|import)? (?:[^\n|;&]{0,200}? )?-p["']?(?<value>[^\s"'|;&]{6,200})/y,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['sshpass ', ' login '],
    /(?:sshpass| login) [^\n|;&]{0,200}?-p {0,4}["']?(?<value>[^\s"'|;&]{6,400})/y,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['requirepass ', 'masterauth '],
    /(?<=^[ \t]{0,20})(?:requirepass|masterauth) {1,8}["']?(?<value>[^\s"']{6,400})/my,
    { judge },
  ),
  // A user of a database, in the words of SQL.
  secretPattern(
    'generic-secret',
    'medium',
    ['IDENTIFIED BY ', "PASSWORD '"],
    /(?:IDENTIFIED BY|PASSWORD) {1,4}'(?<value>[^'\s]{6,200})'/iy,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['ConvertTo-SecureString '],
    /ConvertTo-SecureString {1,4}(?:-String {1,4})?["'](?<value>[^"'\s]{6,200})["']/iy,
    { judge },
  ),
  // The pass phrase of a wireless network, in clear where it is quoted.
  secretPattern(
    'generic-secret',
    'medium',
    ['psk="', 'psk='],
    /(?<![A-Za-z])psk="?(?<value>[^"\s]{8,64})/y,
    { judge },
  ),
  secretPattern(
    'generic-secret',
    'medium',
    ['Authorization: '],
    /Authorization: (?:Bearer|Basic|token) (?<value>[\w.~+/=-]{12,2000})/iy,
    { judge },
  ),
];
