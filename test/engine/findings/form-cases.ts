import { gzipSync } from 'node:zlib';
import { base64, joined, made, pem, webToken } from './made-up.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';

const mebibyte = 1024 * 1024;
/** What editors write in front of UTF-16. */
const byteOrderMark = '\ufeff';

function littleEndian(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

function bigEndian(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

/** So many bytes of lines that say nothing. */
function rows(bytes: number): string {
  const row = "INSERT INTO goods VALUES (17, 'chair', 49.90);\n";
  return row.repeat(Math.ceil(bytes / row.length)).slice(0, bytes);
}

/** A program: bytes that are no text, the same in every run. */
function program(bytes: number): Uint8Array {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) buffer[at] = (Math.imul(at, 2_654_435_761) >>> 13) & 0xff;
  buffer.write('\u007fELF\u0002\u0001\u0000\u0000', 'latin1');
  return buffer;
}

/** A key of OpenSSH whose first fields say how it is locked (PROTOCOL.key). */
function sshKey(cipher: string, seed: number): string {
  const field = (value: string): string => `${String.fromCharCode(0, 0, 0, value.length)}${value}`;
  const head = `openssh-key-v1\0${field(cipher)}${field(cipher === 'none' ? 'none' : 'bcrypt')}`;
  const body = base64(head + made('base62', 240, seed)).replaceAll(/.{70}/g, '$&\n');
  const edge = (word: string): string => joined('-----', word, ' OPENSSH PRIVATE KEY-----');
  return `${edge('BEGIN')}\n${body}\n${edge('END')}\n`;
}

const github = joined('ghp', '_', made('base62', 36, 301));

/** Secrets in encodings, sizes and wrappings of all kinds. */
export const formSecrets: readonly SecretCase[] = [
  holds(
    'UTF-16 with a mark',
    'app/appsettings.ini',
    littleEndian(`${byteOrderMark}[db]\r\npassword=${made('base62', 18, 302)}\r\n`),
    'generic-secret',
  ),
  holds(
    'UTF-16 the other way round',
    'app/deploy.ps1',
    bigEndian(`${byteOrderMark}$headers = @{ Authorization = "token ${github}" }\r\n`),
    'github-token',
  ),
  holds(
    'UTF-16 the other way round, without a mark',
    'app/service.config',
    bigEndian(`<add key="ApiKey" value="x" />\r\nclient_secret = "${made('base62', 40, 303)}"\r\n`),
    'generic-secret',
  ),
  holds(
    'a key in UTF-16',
    'app/server.key.txt',
    littleEndian(byteOrderMark + pem('RSA PRIVATE KEY')),
    'private-key',
  ),
  holds(
    'UTF-16 with wide letters',
    'app/notes.txt',
    littleEndian(`${byteOrderMark}日本語の設定\r\nDB_PASSWORD=${made('base62', 20, 304)}\r\n`),
    'generic-secret',
  ),
  holds(
    'a mark before UTF-8',
    'app/.env',
    `${byteOrderMark}API_TOKEN=${made('hex', 40, 305)}\n`,
    'generic-secret',
  ),
  holds(
    'at the end of a long dump',
    'srv/backup.sql',
    `${rows(3 * mebibyte)}-- ${joined('AKIA', made('base32', 16, 306))}\n`,
    'aws-key',
  ),
  holds(
    'over the end of the first MiB',
    'srv/backup.sql',
    `${rows(mebibyte - 20)}\nSMTP_PASSWORD=${made('base62', 24, 307)}\n${rows(90_000)}`,
    'generic-secret',
  ),
  holds(
    'a key over the end of the second MiB',
    'srv/app.log',
    `${rows(2 * mebibyte - 400)}\n${pem('RSA PRIVATE KEY')}${rows(mebibyte)}`,
    'private-key',
  ),
  holds(
    'deep inside a program',
    'srv/app/server',
    Buffer.concat([program(3 * mebibyte), Buffer.from(pem('EC PRIVATE KEY', 164)), program(5000)]),
    'private-key',
  ),
  holds(
    'a token inside a program',
    'srv/app/agent',
    Buffer.concat([program(40_000), Buffer.from(`\0${github}\0`), program(4000)]),
    'github-token',
  ),
  holds(
    'a log that was put away',
    'var/log/app.log.1.gz',
    gzipSync(`GET /v1\n${rows(20_000)}Authorization: Bearer ${made('base62', 40, 308)}\n`),
    'generic-secret',
  ),
  holds(
    'a dump that was packed',
    'srv/dump.sql.gz',
    gzipSync(`${rows(50_000)}password='${made('base62', 20, 309)}'\n`),
    'generic-secret',
  ),
  holds(
    'keys that were packed',
    'root/keys.tgz',
    gzipSync(Buffer.concat([Buffer.alloc(512), Buffer.from(pem('PRIVATE KEY'))])),
    'private-key',
  ),
  holds(
    'a pass phrase in JSON',
    'app/config.json',
    '{"keystore":{"passphrase":"correct horse battery staple"}}\n',
    'generic-secret',
  ),
  holds(
    'a pass phrase in a shell',
    'app/env.sh',
    "export BACKUP_PASSPHRASE='seven pink whales 42 dance'\n",
    'generic-secret',
  ),
  holds(
    'a pass phrase with signs',
    'app/application.yml',
    "spring:\n  datasource:\n    password: 'Grüße an Oma, 1984!'\n",
    'generic-secret',
  ),
  holds(
    'ENV with a space',
    'app/Dockerfile',
    `FROM alpine\nENV DB_PASSWORD s3cr3t-Pa55\nENV MODE production\n`,
    'generic-secret',
  ),
  holds(
    'ARG with a value',
    'srv/Dockerfile.prod',
    `FROM alpine\nARG NPM_TOKEN=${made('hex', 36, 310)}\nRUN npm ci\n`,
    'generic-secret',
  ),
  holds(
    'ENV with several',
    'srv/Containerfile',
    `FROM alpine\nENV MODE=prod \\\n    API_KEY="${made('base62', 32, 311)}" \\\n    PORT=80\n`,
    'generic-secret',
  ),
  holds(
    'a key locked by the old way',
    'app/old.key',
    pem('RSA PRIVATE KEY').replace(
      '-----\n',
      '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n',
    ),
    'private-key',
  ),
  holds('a key of OpenSSH that is open', 'root/.ssh/id_rsa', sshKey('none', 312), 'ssh-key'),
  holds('one that is locked', 'home/me/.ssh/id_rsa', sshKey('aes256-ctr', 313), 'ssh-key'),
  holds(
    'a web token in a log',
    'var/log/app/access.log',
    `10.0.0.1 "GET /api?access_token=${webToken({ alg: 'RS256', kid: 'a1' }, { sub: 'admin', scope: 'all', exp: 1_900_000_000 })} HTTP/1.1"\n`,
    'jwt',
  ),
];

/** What looks like these and holds nothing. */
export const formHarmless: readonly SecretCase[] = [
  holds(
    'texts in UTF-16',
    'app/strings.ini',
    littleEndian(`${byteOrderMark}password=Enter your password\r\ntoken=%TOKEN%\r\n`),
  ),
  holds(
    'numbers of sixteen bits',
    'srv/sound.raw',
    Uint8Array.from({ length: 60_000 }, (_, at) => (at % 2 === 0 ? (at * 31) & 0xff : 0)),
  ),
  holds(
    'wide texts of a library',
    'srv/app.dll',
    Buffer.concat([
      program(6000),
      littleEndian('Password=\0\0token: \0ApiKey="{0}"\0PRIVATE KEY\0'.repeat(20)),
    ]),
  ),
  holds('a certificate in UTF-16', 'app/ca.txt', littleEndian(byteOrderMark + pem('CERTIFICATE'))),
  holds('a long dump', 'srv/goods.sql', rows(2 * mebibyte)),
  holds(
    'a long script',
    'app/bundle.js',
    'a.password=e.password;b({token:n,secret:null,credentials:"include"});'.repeat(40_000),
  ),
  holds(
    'a program that reads keys',
    'srv/openssl',
    Buffer.concat([
      program(2 * mebibyte),
      Buffer.from(joined('-----BEGIN', ' RSA PRIVATE KEY-----\0-----BEGIN', ' PRIVATE KEY-----\0')),
      program(90_000),
    ]),
  ),
  holds(
    'a packed log',
    'var/log/dpkg.log.2.gz',
    gzipSync('2026-01-01 status installed passwd:amd64 1:4.13\npassword: not set\n'),
  ),
  holds(
    'a packed list of changes',
    'usr/share/doc/curl/changelog.gz',
    gzipSync(`curl -u admin:${made('base62', 20, 314)} https://shop.io\n`),
  ),
  holds(
    'what a form says',
    'app/en.json',
    JSON.stringify({
      password: 'Please enter your password',
      passwordHint: 'At least 8 characters, 1 number and 1 symbol',
      token: 'Your token has expired, ask for a new one',
      secret: 'The secret of good coffee',
      new_password: 'New password (twice)',
      confirmPassword: 'Type the same password again',
    }),
  ),
  holds(
    'messages of Java',
    'app/messages.properties',
    'reset.password=Reset your password\nerror.token=Token has expired after 30 minutes\nlabel.password=Password:\nhelp.password=Use 8 or more characters\n',
  ),
  holds(
    'messages in quotes',
    'app/texts.yml',
    'password: "must have 8 characters, 1 digit"\npassword_required: "Password is required!"\nforgot_password: "Forgot your password?"\npassword: \'Wachtwoord vergeten?\'\n',
  ),
  holds(
    'salts of WordPress to be filled in',
    'var/www/html/wp-config.php',
    "define('SECRET_KEY', 'put your unique phrase here');\ndefine('AUTH_KEY', 'put your unique phrase here');\n",
  ),
  holds(
    'a Dockerfile without',
    'app/Dockerfile',
    'FROM alpine\nARG NPM_TOKEN\nENV DB_PASSWORD_FILE /run/secrets/db\nENV TOKEN $TOKEN\nENV SECRET_KEY_BASE dummy\nENV PASSWORD=${PASSWORD}\nRUN --mount=type=secret,id=token cat /run/secrets/token\nENV TOKEN_URL https://login.shop.io/token\n',
  ),
  holds(
    'options of programs',
    'app/cli.py',
    "parser.add_argument('--password', help='The password of the user')\nparser.add_argument('--token', default=None, metavar='TOKEN')\nprompt = 'Password for %s: '\n",
  ),
  holds(
    'a completion for a shell',
    'etc/bash_completion.d/app',
    'complete -W "--password --token --secret-file=" app\nlocal opts="--api-key= --password="\n',
  ),
];
