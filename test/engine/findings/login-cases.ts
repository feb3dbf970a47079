import { base64, javaStore, joined, made, pem } from './made-up.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';

const shadowHash = joined('$6$', made('base62', 16), '$', made('base62', 86));

/** Private keys and stores of them. */
export const keyCases: readonly SecretCase[] = [
  holds('a key of a server', 'etc/ssl/private/server.key', pem('RSA PRIVATE KEY'), 'private-key'),
  holds('PKCS #8', 'app/certs/tls.key', pem('PRIVATE KEY'), 'private-key'),
  holds('an elliptic curve', 'app/jwt.pem', pem('EC PRIVATE KEY', 164), 'private-key'),
  holds('locked by a password', 'app/ca.key', pem('ENCRYPTED PRIVATE KEY'), 'private-key'),
  holds('OpenSSH', 'root/.ssh/id_ed25519', pem('OPENSSH PRIVATE KEY', 340), 'ssh-key'),
  holds(
    'one line with escapes',
    'app/.env',
    `KEY="${pem('PRIVATE KEY').replaceAll('\n', String.raw`\n`)}"\n`,
    'private-key',
  ),
  holds(
    'line ends of Windows',
    'app/key.pem',
    pem('RSA PRIVATE KEY').replaceAll('\n', '\r\n'),
    'private-key',
  ),
  holds(
    'OpenPGP',
    'root/key.asc',
    pem('PGP PRIVATE KEY BLOCK').replace('-----\n', '-----\nVersion: GnuPG v2\n\n'),
    'pgp-key',
  ),
  holds(
    'PuTTY',
    'root/key.ppk',
    `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: a\nPublic-Lines: 1\n${made('base64', 64)}\nPrivate-Lines: 1\n${made('base64', 64, 2)}\n`,
    'ssh-key',
  ),
  holds(
    'a key in a certificate file',
    'app/bundle.pem',
    `${pem('CERTIFICATE')}${pem('PRIVATE KEY')}`,
    'private-key',
  ),
  holds('a Java key store with a key', 'app/server.jks', javaStore('key'), 'keystore'),
  holds(
    'PKCS #12',
    'app/client.p12',
    Uint8Array.of(0x30, 0x82, 0x0a, 0x10, 0x02, 0x01, 0x03, 0x30, 0x82),
    'keystore',
  ),
  holds(
    'KeePass',
    'root/passwords.kdbx',
    Uint8Array.of(0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 0, 0, 4, 0),
    'keystore',
  ),
  holds(
    'a key in DER',
    'app/key.der',
    Buffer.concat([
      Uint8Array.of(0x30, 0x82, 0x04, 0xa4, 0x02, 0x01, 0x00, 0x02, 0x82, 0x01, 0x01),
      Buffer.alloc(0x4a4 - 7, 0x5a),
    ]),
    'private-key',
  ),
];

/** Logins where programs keep them. */
export const loginCases: readonly SecretCase[] = [
  holds(
    'docker login',
    'root/.docker/config.json',
    `{"auths":{"registry.shop.io":{"auth":"${base64(`ci:${made('base62', 20, 50)}`)}"}}}`,
    'registry-login',
  ),
  holds(
    'podman login',
    'run/containers/0/auth.json',
    `{"auths":{"quay.io":{"auth":"${base64(`me:${made('base62', 12, 51)}`)}"}}}`,
    'registry-login',
  ),
  holds(
    'a token of Docker Hub',
    'app/ci.yml',
    `run: docker login -u me -p ${joined('dckr', '_pat_', made('base64url', 27, 52))}\n`,
    'registry-login',
  ),
  holds(
    'netrc',
    'root/.netrc',
    `machine git.shop.io login ci password ${made('base62', 20, 53)}\n`,
    'netrc',
  ),
  holds(
    'git credentials',
    'root/.git-credentials',
    `https://me:${made('base62', 20, 54)}@git.shop.io\n`,
    'git-credentials',
  ),
  holds(
    'an address of git',
    'srv/app/.git/config',
    `[remote "origin"]\n\turl = https://oauth2:${made('base64url', 22, 55)}@git.shop.io/a.git\n`,
    'git-credentials',
  ),
  holds('a repository', 'srv/app/.git/HEAD', 'ref: refs/heads/main\n', 'git-folder'),
  holds(
    'PostgreSQL',
    'app/database.yml',
    `url: postgres://shop:${made('base62', 14, 56)}@db.internal:5432/shop\n`,
    'database-url',
  ),
  holds(
    'MongoDB',
    'app/.env',
    `MONGO=mongodb+srv://shop:${made('base62', 16, 57)}@cluster0.ab1cd.mongodb.net/shop\n`,
    'database-url',
  ),
  holds(
    'Redis without a user',
    'app/config.rb',
    `Redis.new(url: 'redis://:${made('hex', 24, 58)}@cache:6379/0')\n`,
    'database-url',
  ),
  holds(
    'JDBC',
    'app/application.yml',
    `url: jdbc:postgresql://db/shop?user=shop&password=${made('base62', 14, 59)}\n`,
    'generic-secret',
  ),
  holds(
    'a proxy with a password',
    'etc/environment',
    `http_proxy=http://me:${made('base62', 12, 60)}@proxy.shop.io:3128\n`,
    'url-password',
  ),
  holds(
    'shadow',
    'etc/shadow',
    `root:${shadowHash}:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n`,
    'password-hash',
  ),
  holds(
    'htpasswd',
    'etc/nginx/.htpasswd',
    `admin:${joined('$2y$', '05$', made('base62', 53, 61))}\n`,
    'password-hash',
  ),
];

/** Written in ways that are hard to know again. */
export const hardCases: readonly SecretCase[] = [
  holds(
    'UTF-16',
    'app/settings.ini',
    Buffer.from(`password=${made('base62', 16, 62)}\n`, 'utf16le'),
    'generic-secret',
  ),
  holds(
    'a pass phrase with spaces',
    'app/config.yml',
    'password: "My dog has 7 fleas!"\n',
    'generic-secret',
  ),
  holds(
    'a block of YAML',
    'app/secret.yml',
    `token: |\n  ${made('base62', 40, 63)}\n`,
    'generic-secret',
  ),
  holds(
    'a name that tells little',
    'app/db.php',
    "<?php return ['user' => 'shop', 'pass' => 'x9!Kq2#vLp'];\n",
    'generic-secret',
  ),
  holds(
    'a name that tells nothing',
    'app/.env',
    `TWILIO_AUTH=${made('hex', 32, 64)}\n`,
    'generic-secret',
  ),
  holds(
    'behind the first MiB',
    'app/dump.sql',
    `${'-- row\n'.repeat(160_000)}SET PASSWORD = '${made('base62', 16, 65)}';\n`,
    'generic-secret',
  ),
  holds(
    'an indented key',
    'app/values.yaml',
    `tls:\n  key: |\n${pem('RSA PRIVATE KEY').replaceAll(/^/gm, '    ')}`,
    'private-key',
  ),
  holds(
    'a variable of MySQL',
    'app/backup.sh',
    'MYSQL_PWD=g7Kd!92xQ mysqldump shop\n',
    'generic-secret',
  ),
  holds(
    'a Dockerfile',
    'app/Dockerfile',
    `FROM node\nENV API_SECRET ${made('hex', 32, 66)}\n`,
    'generic-secret',
  ),
  holds(
    'Ansible',
    'app/hosts.ini',
    `db1 ansible_user=root ansible_ssh_pass=${made('base62', 12, 67)}\n`,
    'generic-secret',
  ),
];
