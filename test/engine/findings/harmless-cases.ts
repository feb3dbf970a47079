import { formHarmless } from './form-cases.ts';
import { furtherHarmless } from './further-cases.ts';
import { base64, javaStore, joined, made, pem, webToken } from './made-up.ts';
import { programHarmless } from './program-cases.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';

/** Documented by their issuers, and in many programs. */
const wellKnown: readonly SecretCase[] = [
  holds(
    'the example key of AWS',
    'app/.env',
    `AWS_ACCESS_KEY_ID=${joined('AKIA', 'IOSFODNN7', 'EXAMPLE')}\nAWS_SECRET_ACCESS_KEY=${joined('wJalrXUtnFEMI', '/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')}\n`,
  ),
  holds(
    'the storage emulator of Azure',
    'app/appsettings.json',
    joined(
      '"AccountName=devstoreaccount1;Account',
      'Key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"',
    ),
  ),
  holds(
    'the token of jwt.io',
    'app/auth.md.js',
    `const sample = "${webToken({ alg: 'HS256', typ: 'JWT' }, { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 })}";`,
  ),
  holds(
    'a test key of Stripe',
    'app/.env',
    `STRIPE=${joined('sk', '_test_', made('base62', 24, 70))}\n`,
  ),
  holds('zeros', 'app/.env', `GH=${joined('ghp', '_', '0'.repeat(36))}\n`),
  holds('crosses', 'app/README.txt', `token: ${joined('ghp', '_', 'x'.repeat(36))}\n`),
];

const placeholders: readonly SecretCase[] = [
  holds('a template of settings', 'app/.env.example', `DB_PASSWORD=${made('base62', 20, 71)}\n`),
  holds(
    'to be changed',
    'app/.env',
    'DB_PASSWORD=changeme\nSECRET_KEY=change-this-secret-key-now\n',
  ),
  holds(
    'a variable of the shell',
    'app/run.sh',
    'export DB_PASSWORD="${DB_PASSWORD:-}"\nTOKEN=$(cat /run/secrets/token)\nPASSWORD=$1\n',
  ),
  holds(
    'a template of Helm',
    'app/values.yaml',
    'password: {{ .Values.db.password }}\ntoken: "<your-token-here>"\n',
  ),
  holds(
    'interpolated',
    'app/config.yml',
    'password: ${DB_PASSWORD}\nsecret: ENC[vault:v1]\napi_key: !ENV API_KEY\n',
  ),
  holds(
    'from the environment',
    'app/settings.py',
    "SECRET_KEY = os.environ['SECRET_KEY']\nPASSWORD = getenv('PASSWORD')\nTOKEN = config.get_token()\n",
  ),
  holds(
    'from the environment in JavaScript',
    'app/config.js',
    'module.exports = { password: process.env.PASSWORD, token: env.token, secret: options.secret || "" };\n',
  ),
  holds('empty', 'app/.env.production', 'DB_PASSWORD=\nAPI_KEY=""\nTOKEN=null\n'),
  holds('stars', 'app/config.yml', 'password: "********"\ntoken: xxxxxxxxxxxxxxxxxxxx\n'),
  holds(
    'named after itself',
    'app/docker-compose.yml',
    'environment:\n  POSTGRES_PASSWORD: postgres\n  MYSQL_ROOT_PASSWORD: password\n',
  ),
  holds(
    'addresses of documentation',
    'app/config.yml',
    'url: postgres://user:password@localhost:5432/db\n# http://user:pass@example.com\nmongo: mongodb://root:example@mongo\n',
  ),
  holds(
    'addresses with variables',
    'app/run.sh',
    'psql postgres://$USER:$PASS@$HOST/db\ncurl https://${USER}:${TOKEN}@git.shop.io\nredis://{user}:{password}@{host}\n',
  ),
  holds(
    'a token of npm from outside',
    'root/.npmrc',
    '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n',
  ),
  holds(
    'an account without a login',
    'etc/shadow',
    'root:*:19000:0:99999:7:::\nbin:!:19000::::::\napp:!!:19000::::::\n',
  ),
  holds(
    'an empty login',
    'root/.docker/config.json',
    '{"auths":{"https://index.docker.io/v1/":{}},"credsStore":"desktop"}',
  ),
];

const names: readonly SecretCase[] = [
  holds(
    'files with secrets',
    'app/config.yml',
    'password_file: /run/secrets/db\nsecret_name: shop-db-credentials\ntoken_url: https://login.shop.io/oauth2/token\nsecretRef: shop-secret-2024\n',
  ),
  holds(
    'lengths and kinds',
    'app/config.json',
    '{"tokenType":"bearer","passwordMinLength":12,"tokenExpiry":"3600s","passwordPolicy":"strong-2024"}',
  ),
  holds(
    'texts of an interface',
    'app/locale.json',
    '{"password":"Enter your new password","token":"Paste the token that we sent","secret":"Geheimnis"}',
  ),
  holds(
    'code about passwords',
    'app/auth.py',
    "def check(password, token):\n    if password == '':\n        raise ValueError('password missing')\n    self.token = token.strip()\n    password_field = 'password'\n",
  ),
  holds(
    'code about tokens',
    'app/lexer.js',
    'const token = tokens[index]; let secret = await getSecret(name); token: "string", password: Type.String()\n',
  ),
  holds(
    'a class of tokens',
    'app/token.ts',
    "export const TOKEN_KIND = 'identifier-token';\nconst accessToken = 'accessToken';\nconst PASSWORD_KEY = 'user.password';\n",
  ),
  holds('comments', 'app/server.conf', '# password = S3cr3tValue99\n; token=abc123def456ghi789\n'),
  holds(
    'paths',
    'app/my.conf',
    'ssl_key=/etc/ssl/private/key.pem\napi_key: ./keys/api.key\npassword: file:///run/secret\n',
  ),
  holds('settings of nsswitch', 'etc/nsswitch.conf', 'passwd: files systemd\nshadow: files\n'),
  holds(
    'PAM',
    'etc/pam.d/common-password',
    'password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt\n',
  ),
  holds(
    'OpenSSL',
    'etc/ssl/openssl.cnf',
    '[ req ]\ninput_password = secret\noutput_password = secret\nchallengePassword = A challenge password\n',
  ),
  holds('a setting of a length', 'etc/login.defs', 'PASS_MAX_DAYS 99999\nENCRYPT_METHOD SHA512\n'),
  holds(
    'sums of a lock file',
    'app/package-lock.json',
    `{"node_modules/token-types":{"resolved":"https://registry.npmjs.org/token-types/-/token-types-4.2.1.tgz","integrity":"sha512-${made('base64', 86, 72)}=="}}`,
  ),
  holds(
    'a commit',
    'app/build.json',
    `{"commit":"${made('hex', 40, 73)}","tokenHash":"sha256:${made('hex', 64, 74)}"}`,
  ),
  holds(
    'a picture in a page',
    'app/index.html',
    `<img src="data:image/png;base64,${made('base64', 600, 75)}">`,
  ),
  holds(
    'a map of sources',
    'app/main.js.map',
    `{"mappings":"${made('base64', 900, 76)}","password":"aB3dE5gH7jK9"}`,
  ),
];

const publicHalves: readonly SecretCase[] = [
  holds('a certificate', 'etc/ssl/certs/ca.pem', pem('CERTIFICATE')),
  holds('a public key', 'app/public.pem', pem('PUBLIC KEY', 392)),
  holds('a public key of RSA', 'app/jwt.pub', pem('RSA PUBLIC KEY', 392)),
  holds('a request', 'app/server.csr', pem('CERTIFICATE REQUEST')),
  holds('parameters', 'etc/ssl/dh.pem', pem('DH PARAMETERS', 424)),
  holds('OpenPGP, public', 'usr/share/keyrings/a.asc', pem('PGP PUBLIC KEY BLOCK')),
  holds(
    'keys that may log in',
    'root/.ssh/authorized_keys',
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${made('base64', 43, 77)} me@host\n`,
  ),
  holds(
    'known hosts',
    'root/.ssh/known_hosts',
    `git.shop.io ssh-rsa AAAAB3NzaC1yc2E${made('base64', 340, 78)}\n`,
  ),
  holds('a Java store of certificates', 'etc/ssl/certs/java/cacerts', javaStore('certificate')),
  holds(
    'only the first line of a key',
    'app/check.py',
    joined("if text.startswith('-----BEGIN", " RSA PRIVATE KEY-----'):\n    return 'private'\n"),
  ),
  holds(
    'a key cut out',
    'app/guide.txt',
    joined('-----BEGIN', ' PRIVATE KEY-----\n...\n-----END', ' PRIVATE KEY-----\n'),
  ),
];

/** What comes with software is at most of low confidence. */
const shipped: readonly SecretCase[] = [
  holds('tests of Python', 'usr/lib/python3.11/test/certdata/keycert.pem', pem('PRIVATE KEY')),
  holds(
    'tests of a package',
    'usr/lib/node_modules/npm/node_modules/agent/test/server.key',
    pem('RSA PRIVATE KEY'),
  ),
  holds(
    'an example in the documentation',
    'usr/share/doc/openssl/examples/key.pem',
    pem('RSA PRIVATE KEY'),
  ),
  holds('tests of the application', 'app/tests/fixtures/jwt.key', pem('EC PRIVATE KEY', 164)),
  holds(
    'a test of a module',
    'app/node_modules/got/test/auth.js',
    "got('http://foo:h4rdPass@127.0.0.1:80')\n",
  ),
  holds(
    'a password in a package',
    'usr/lib/python3/dist-packages/pymysql/connections.py',
    `password = "aB3dE5gH7jK9"\npasswd: "${made('base62', 20, 79)}"\n`,
  ),
  holds(
    'a public key of an API in a tool',
    'usr/lib/google-cloud-sdk/lib/crash.py',
    `PARAM = '${joined('AIza', made('base64url', 35, 80))}'\n`,
  ),
  holds(
    'settings of a package',
    'usr/share/app/defaults.yml',
    `password: "${made('base62', 20, 81)}"\n`,
  ),
];

const chance: readonly SecretCase[] = [
  holds(
    'a program',
    'usr/bin/app',
    Buffer.concat([
      Buffer.from('\u007fELF\u0002\u0001\u0000'),
      Buffer.from(made('base62', 40_000, 82)),
    ]),
  ),
  holds('text of base64', 'app/data.b64', made('base64', 60_000, 83)),
  holds('hexadecimal', 'app/dump.txt', made('hex', 60_000, 84)),
  holds(
    'addresses',
    'app/urls.txt',
    'https://shop.io:8443/a@b\nhttp://[::1]:80/\nhttps://github.com/me/app\nssh://git@github.com:22/a\nmailto:me@shop.io\n',
  ),
  holds(
    'an auth that is none',
    'app/config.json',
    `{"auth":"enabled","token":"bearer","auths":{"a":{"auth":"${base64('nothing here')}"}}}`,
  ),
];

/** What looks like one to whoever does not read on. */
const hard: readonly SecretCase[] = [
  holds(
    'an option of fetch',
    'app/loader.js',
    'fetch(url, { credentials: "same-origin", tokenSeparator: "," });\n',
  ),
  holds(
    'an attribute of a form',
    'app/form.tsx',
    'const names = { currentPassword: "current-password", newPassword: "new-password" };\n',
  ),
  holds(
    'a name of a setting',
    'app/keys.py',
    "CREDENTIALS_KEY = 'google_oauth2_credentials'\n'secret': 'V1SecretProjection',\n",
  ),
  holds(
    'an answer of a standard',
    'app/oauth.py',
    '"""\n    {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "example"}\n"""\n',
  ),
  holds(
    'encrypted by SOPS',
    'app/secrets.yaml',
    `password: ENC[AES256_GCM,data:${made('base64', 24, 85)},iv:${made('base64', 43, 86)}=,type:str]\n`,
  ),
  holds(
    'encrypted by Ansible',
    'app/vault.yml',
    `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${made('digits', 80, 87)}\n`,
  ),
  holds(
    'sealed for Kubernetes',
    'app/sealed.yaml',
    `kind: SealedSecret\nencryptedData:\n  password: AgBy${made('base64', 300, 88)}\n`,
  ),
  holds(
    'prose about tokens',
    'app/NOTES.txt',
    'Use --perf-trace-token translation. The password: at least 8 characters, 1 digit.\n',
  ),
  holds(
    'a name of a Kubernetes secret',
    'app/deploy.yaml',
    'envFrom:\n- secretRef:\n    name: shop\nimagePullSecrets: [{name: registry-login-2}]\nsecret:\n  secretName: tls-2024\n',
  ),
  holds(
    'a hash to compare with',
    'app/auth.yml',
    `apiTokenSha256: ${made('hex', 64, 89)}\npassword_hash: "$2y$10$abc"\n`,
  ),
  holds(
    'a GUID',
    'app/app.config',
    '<add key="PublicKeyToken" value="b77a5c561934e089" />\n<assemblyIdentity publicKeyToken="31bf3856ad364e35" />\n',
  ),
  holds(
    'a site key for the public',
    'app/public.js',
    `const siteKey = '6Le${made('base62', 37, 90)}';\nconst csrfToken = document.cookie;\n`,
  ),
];

/** Files that hold none. */
export const harmlessCases: readonly SecretCase[] = [
  ...wellKnown,
  ...placeholders,
  ...names,
  ...publicHalves,
  ...shipped,
  ...chance,
  ...furtherHarmless,
  ...hard,
  ...formHarmless,
  ...programHarmless,
];
