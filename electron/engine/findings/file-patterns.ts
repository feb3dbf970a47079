import { isSecretName, judgeAssigned } from './assigned-patterns.ts';
import { isPlaceholder, looksChosen } from './likely-value.ts';
import { secretPattern } from './secret-match.ts';
import type { Confidence, SecretPattern } from './secret-match.ts';

/** Files whose form says where the secret is. */
export type SpecialFile =
  | 'docker-config'
  | 'netrc'
  | 'git-credentials'
  | 'git-config'
  | 'npmrc'
  | 'shadow'
  | 'pgpass'
  | 'dockerfile'
  | 'kube-config';

/** Whether text in base64 is `user:password` (RFC 7617, and the `auth` of a registry's login). */
function isLogin(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1');
  const login = /^[\x20-\x7e]{1,256}:([\x20-\x7e]{3,4096})$/.exec(text);
  return login !== null && !isPlaceholder(login[1] ?? '');
}

function unlessPlaceholder(value: string): Confidence | null {
  return isPlaceholder(value) ? null : 'high';
}

/** Crypt hashes that nobody can log in with are `*`, `!` and the like (shadow(5), crypt(5)). */
const passwordHash = secretPattern(
  'password-hash',
  'medium',
  ['$1$', '$5$', '$6$', '$y$', '$7$', '$2a$', '$2b$', '$2y$', '$gy$', '$apr1$'].map(
    (mark) => `:${mark}`,
  ),
  /(?<=^[\w.@-]{1,64}):(?<value>\$(?:[1567]|2[aby]|g?y|apr1)\$[\w./$=,-]{8,300})(?=[:\s]|$)/my,
);

/** `ENV NAME value` (Dockerfile reference, ENV, the form without `=`): the value goes to the end of the line. */
const variableOfBuild: SecretPattern = {
  literals: ['ENV ', 'ENV\t'],
  anyCase: true,
  inBinary: false,
  find: (text, at) => {
    variable.lastIndex = at;
    const { name = '', value = '' } = variable.exec(text)?.groups ?? {};
    const confidence = isSecretName(name) ? judgeAssigned(name, value) : null;
    if (confidence === null) return null;
    const start = text.indexOf(value, at + 'ENV '.length + name.length);
    return { rule: 'generic-secret', confidence, start, end: start + value.length, shown: 0 };
  },
};

const variable =
  /(?<=^[ \t]{0,20})ENV[ \t]{1,20}(?<name>\w{1,100})[ \t]{1,20}(?<value>[^\s=][^\r\n]{0,399}?)[ \t]{0,20}$/imy;

/** By the kind of file, beside what is looked for everywhere. */
export const filePatterns: Readonly<Record<SpecialFile, readonly SecretPattern[]>> = {
  'docker-config': [
    secretPattern(
      'registry-login',
      'high',
      ['"auth"'],
      /"auth"\s{0,20}:\s{0,20}"(?<value>[A-Za-z0-9+/]{8,4000}={0,2})"/y,
      { judge: (value) => (isLogin(value) ? 'high' : null) },
    ),
    secretPattern(
      'registry-login',
      'high',
      ['"identitytoken"', '"registrytoken"'],
      /"(?:identity|registry)token"\s{0,20}:\s{0,20}"(?<value>[^"\n]{8,4000})"/iy,
      { judge: unlessPlaceholder },
    ),
  ],
  netrc: [
    secretPattern('netrc', 'high', ['password'], /password\s{1,20}(?<value>\S{3,200})/y, {
      judge: unlessPlaceholder,
    }),
  ],
  'git-credentials': [
    secretPattern(
      'git-credentials',
      'high',
      ['https://', 'http://'],
      /https?:\/\/[^\s:@/]{0,200}:(?<value>[^\s@/]{3,400})@/y,
      { judge: unlessPlaceholder },
    ),
  ],
  'git-config': [
    secretPattern(
      'git-credentials',
      'high',
      ['https://', 'http://'],
      /https?:\/\/(?:[^\s:@/]{0,200}:)?(?<value>[^\s@/]{8,400})@/y,
      { judge: (value) => (isPlaceholder(value) || /^[a-z-]+$/i.test(value) ? null : 'high') },
    ),
    secretPattern(
      'git-credentials',
      'high',
      ['AUTHORIZATION:'],
      /AUTHORIZATION:\s{1,4}(?:basic|bearer)\s{1,4}(?<value>[\w+/=.-]{12,2000})/iy,
      { judge: unlessPlaceholder },
    ),
  ],
  npmrc: [
    secretPattern(
      'npm-token',
      'high',
      ['_authToken', '_password', '_auth'],
      /_(?:authToken|password|auth)\s{0,4}=\s{0,4}"?(?<value>[^\s"]{6,4000})/y,
      { judge: unlessPlaceholder },
    ),
  ],
  dockerfile: [variableOfBuild],
  shadow: [passwordHash],
  // host:port:database:user:password (PostgreSQL, The Password File).
  pgpass: [
    secretPattern(
      'generic-secret',
      'high',
      [':5432:', ':5433:', ':5434:', ':5435:', ':6432:', ':6543:', ':25060:', ':*:*:'],
      /(?<=^[^#\n]{1,255}):(?:\d{1,5}|\*):[^:\s]{1,64}:[^:\s]{1,64}:(?<value>\S{3,200})/my,
      { judge: unlessPlaceholder },
    ),
  ],
  'kube-config': [
    secretPattern(
      'kube-config',
      'high',
      ['token:', '"token"'],
      /"?token"?:\s{0,8}"?(?<value>[^\s"]{16,8000})/y,
      { judge: unlessPlaceholder },
    ),
    secretPattern(
      'kube-config',
      'high',
      ['password:'],
      /password:\s{0,8}"?(?<value>[^\s"]{6,400})/y,
      { judge: (value) => (isPlaceholder(value) || !looksChosen(value) ? null : 'high') },
    ),
  ],
};

/** Whether base64 holds logins as docker keeps them, in a secret of Kubernetes. */
function holdsLogins(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1');
  const [, login = ''] = /"auth"\s{0,20}:\s{0,20}"([^"\n]{8,4000})"/.exec(text) ?? [];
  return isLogin(login) || /"password"\s{0,20}:\s{0,20}"[^"\n]{3,400}"/.test(text);
}

/** Names that stand for logins in whatever file they are. */
export const loginDocuments: readonly SecretPattern[] = [
  secretPattern(
    'kube-config',
    'high',
    ['client-key-data'],
    /client-key-data"?:\s{0,8}"?(?<value>[A-Za-z0-9+/=]{60,20000})/y,
  ),
  secretPattern(
    'registry-login',
    'high',
    ['.dockerconfigjson', '.dockercfg'],
    /\.docker(?:configjson|cfg)"?:\s{0,8}"?(?<value>[A-Za-z0-9+/]{40,20000}={0,2})/y,
    { judge: (value) => (holdsLogins(value) ? 'high' : null) },
  ),
];

/** An AWS secret has no form but its length; its name is what tells. */
export const awsSecret = secretPattern(
  'aws-key',
  'high',
  ['secret_access_key', 'secretaccesskey', 'secret_key'],
  /secret_?(?:access_?)?key["']?\]?[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8}["']?(?<value>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/iy,
  {
    judge: (value) =>
      isPlaceholder(value) || !/\d/.test(value) || !/[A-Z]/.test(value) ? null : 'high',
  },
);
