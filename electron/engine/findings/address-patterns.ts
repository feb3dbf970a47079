import { isPlaceholder } from './likely-value.ts';
import { secretPattern } from './secret-match.ts';
import type { SecretPattern } from './secret-match.ts';

/** Passwords that stand in documentation. */
const samplePassword =
  /^(?:pass(?:w(?:or)?d|wort|phrase)?|pw|pwd|p|secret|user(?:name)?|token|key|auth|login|admin|root|postgres|test(?:ing)?|guest|x+|\*+|\.+|\[.*|:?\w*password\w*)\d{0,3}$/i;
const sampleHost =
  /^(?:[\w-]+\.)*(?:example(?:\.\w+)?|host(?:name)?|server|domain(?:\.\w+)?|your[\w-]*|test|invalid|foo|bar)(?=[:/?#\s"'<)\]},]|$)/i;

/** The password inside an address. */
function judgePassword(value: string, text: string, start: number): 'high' | null {
  if (isPlaceholder(value) || samplePassword.test(value) || value.length < 3) return null;
  const host = text.slice(start + value.length + 1, start + value.length + 80);
  return sampleHost.test(host) ? null : 'high';
}

const user = '[^\\s:@/"\'<>{}$%()]{0,64}';
const password = '(?<value>[^\\s@/"\'<>{}()`]{3,200})';

/** Passwords inside addresses. */
export const addressPatterns: readonly SecretPattern[] = [
  secretPattern(
    'database-url',
    'high',
    [
      'postgres://',
      'postgresql://',
      'mysql://',
      'mariadb://',
      'mongodb://',
      'mongodb+srv://',
      'redis://',
      'rediss://',
      'amqp://',
      'amqps://',
      'sqlserver://',
      'mssql://',
      'clickhouse://',
      'cockroachdb://',
    ],
    new RegExp(`(?<![A-Za-z0-9])[a-z+]{4,14}:\\/\\/${user}:${password}@(?=[\\w\\[-])`, 'y'),
    { judge: judgePassword },
  ),
  secretPattern(
    'url-password',
    'high',
    [
      'https://',
      'http://',
      'ftp://',
      'ftps://',
      'sftp://',
      'smtp://',
      'smtps://',
      'ldap://',
      'ldaps://',
      'ssh://',
      'svn://',
      'rsync://',
    ],
    new RegExp(`(?<![A-Za-z0-9])[a-z]{3,5}:\\/\\/${user}:${password}@(?=[\\w\\[-])`, 'y'),
    { judge: judgePassword },
  ),
];
