import { base64, joined, made, pem, webToken } from './made-up.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';
import { formSecrets } from './form-cases.ts';
import { furtherSecrets } from './further-cases.ts';
import { hardCases, keyCases, loginCases } from './login-cases.ts';
import { programSecrets } from './program-cases.ts';

const awsId = joined('AKIA', made('base32', 16, 3));
const awsSecret = made('base64', 40, 4);

/** Settings as they lie about in images. */
const settings: readonly SecretCase[] = [
  holds(
    'settings of an application',
    'srv/app/.env',
    `NODE_ENV=production\nPORT=8080\nDB_PASSWORD=${made('base62', 20, 5)}\nSESSION_SECRET="${made('hex', 64, 6)}"\n`,
    'generic-secret',
    'generic-secret',
  ),
  holds(
    'a password that a person chose',
    'app/.env',
    'DB_PASSWORD=Tr0ub4dor&3\n',
    'generic-secret',
  ),
  holds(
    'a pass phrase of words',
    'app/.env.production',
    'ADMIN_PASSWORD=correct-horse-battery-staple\n',
    'generic-secret',
  ),
  holds('a password of one word', 'app/.env', 'DB_PASSWORD=sunshine\n', 'generic-secret'),
  holds(
    'Spring',
    'app/application.properties',
    `spring.datasource.username=shop\nspring.datasource.password=${made('base62', 14, 8)}\n`,
    'generic-secret',
  ),
  holds(
    'YAML',
    'etc/app/config.yml',
    `db:\n  user: shop\n  password: "W1nter-is-coming"\n`,
    'generic-secret',
  ),
  holds(
    'JSON',
    'opt/app/config.json',
    `{\n  "apiKey": "${made('base62', 32, 9)}",\n  "debug": false\n}\n`,
    'generic-secret',
  ),
  holds(
    'TOML',
    'app/settings.toml',
    `[auth]\nsecret_key = "${made('base64url', 50, 10)}"\n`,
    'generic-secret',
  ),
  holds(
    'INI of a database client',
    'root/.my.cnf',
    '[client]\nuser=root\npassword=g7Kd!92xQ\n',
    'generic-secret',
  ),
  holds(
    'a Kubernetes secret in base64',
    'app/deploy/secret.yaml',
    `kind: Secret\ndata:\n  password: ${base64(made('base62', 18, 11))}\n`,
    'generic-secret',
  ),
  holds(
    'XML of Maven',
    'root/.m2/settings.xml',
    `<server><id>nexus</id><password>${made('base62', 16, 12)}</password></server>\n`,
    'generic-secret',
  ),
  holds(
    'a shell script',
    'entrypoint.sh',
    `#!/bin/sh\nexport API_TOKEN=${made('hex', 40, 13)}\nexec app\n`,
    'generic-secret',
  ),
  holds(
    'Django',
    'app/shop/settings.py',
    `DEBUG = False\nSECRET_KEY = '${made('base62', 50, 14)}'\n`,
    'generic-secret',
  ),
  holds(
    'JavaScript',
    'usr/src/app/config.js',
    `module.exports = { clientSecret: '${made('base62', 40, 15)}' };\n`,
    'generic-secret',
  ),
  holds(
    'PHP',
    'var/www/html/wp-config.php',
    `define('DB_NAME', 'wp');\n$password = 'x9!Kq2#vLp';\n`,
    'generic-secret',
  ),
  holds(
    'WordPress',
    'var/www/html/wp-config.php',
    `define('DB_PASSWORD', 'x9!Kq2#vLp');\n`,
    'generic-secret',
  ),
  holds(
    'a history of a shell',
    'root/.bash_history',
    `cd /srv\nmysql -u root --password=Zq8mN2vKx1\n`,
    'generic-secret',
  ),
  holds(
    'Terraform',
    'app/prod.tfvars',
    `db_password = "${made('base62', 24, 16)}"\n`,
    'generic-secret',
  ),
  holds(
    'a UUID as a key',
    'app/.env',
    'HEROKU_API_KEY=8f14e45f-ceea-467f-a9d1-3c59b1d2e7a4\n',
    'generic-secret',
  ),
];

const cloud: readonly SecretCase[] = [
  holds(
    'AWS credentials',
    'root/.aws/credentials',
    `[default]\naws_access_key_id = ${awsId}\naws_secret_access_key = ${awsSecret}\n`,
    'aws-key',
    'aws-key',
  ),
  holds(
    'AWS in code',
    'app/s3.py',
    `client = boto3.client('s3', aws_access_key_id='${awsId}', aws_secret_access_key='${awsSecret}')\n`,
    'aws-key',
    'aws-key',
  ),
  holds(
    'AWS in a minified script',
    'app/dist/main.js',
    `a={accessKeyId:"${awsId}",secretAccessKey:"${awsSecret}"}`,
    'aws-key',
    'aws-key',
  ),
  holds(
    'a service account of Google Cloud',
    'app/credentials.json',
    JSON.stringify(
      { type: 'service_account', private_key: pem('PRIVATE KEY'), client_email: 'a@b.iam' },
      null,
      2,
    ),
    'private-key',
  ),
  holds(
    'an API key of Google',
    'app/public/maps.js',
    `const key = "${joined('AIza', made('base64url', 35, 17))}";\n`,
    'gcp-key',
  ),
  holds(
    'an OAuth secret of Google',
    'app/client.json',
    `{"web":{"client_secret":"${joined('GOCSPX-', made('base64url', 28, 18))}"}}`,
    'gcp-key',
  ),
  holds(
    'a connection string of Azure',
    'app/appsettings.json',
    `{"Storage":"DefaultEndpointsProtocol=https;AccountName=shop;${joined('AccountKey=', made('base64', 86, 19), '==')};EndpointSuffix=core.windows.net"}`,
    'azure-key',
  ),
  holds(
    'Azure Service Bus',
    'app/.env',
    `BUS=Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=root;${joined('SharedAccessKey=', made('base64', 43, 20), '=')}\n`,
    'azure-key',
  ),
  holds(
    'a token of DigitalOcean',
    'root/.config/doctl/config.yaml',
    `access-token: ${joined('dop_v1_', made('hex', 64, 21))}\n`,
    'service-token',
  ),
  holds(
    'kubectl',
    'root/.kube/config',
    `users:\n- name: admin\n  user:\n    client-key-data: ${made('base64', 800, 22)}\n`,
    'kube-config',
  ),
  holds(
    'a token for kubectl',
    'root/.kube/config',
    `users:\n- name: ci\n  user:\n    token: ${made('base64url', 60, 23)}\n`,
    'kube-config',
  ),
];

const code: readonly SecretCase[] = [
  holds(
    'GitHub in a script',
    'build.sh',
    `git clone https://x-access-token:${joined('ghp', '_', made('base62', 36, 24))}@github.com/shop/app\n`,
    'github-token',
  ),
  holds(
    'a fine-grained token of GitHub',
    'app/.env',
    `GH=${joined('github', '_pat_', made('base62', 22, 25), '_', made('base62', 59, 26))}\n`,
    'github-token',
  ),
  holds(
    'GitHub in bytecode',
    'app/__pycache__/ci.pyc',
    joined('\u0000\u0001z(', 'ghs', '_', made('base62', 36, 27), '\u0000N'),
    'github-token',
  ),
  holds(
    'GitLab',
    'root/.config/glab/config.yml',
    `token: ${joined('glpat', '-', made('base64url', 20, 28))}\n`,
    'gitlab-token',
  ),
  holds(
    'npm',
    'root/.npmrc',
    `//registry.npmjs.org/:_authToken=${joined('npm', '_', made('base62', 36, 29))}\n`,
    'npm-token',
  ),
  holds(
    'a registry of a company',
    'home/node/.npmrc',
    `registry=https://npm.shop.io/\n//npm.shop.io/:_authToken=${made('hex', 36, 30)}\n`,
    'npm-token',
  ),
  holds(
    'npm with a password',
    'usr/src/app/.npmrc',
    `_auth=${base64('ci:9fK2mmP0qq')}\n`,
    'npm-token',
  ),
  holds(
    'PyPI',
    'root/.pypirc',
    `[pypi]\nusername = __token__\npassword = ${joined('pypi-AgE', 'IcHlwaS5vcmc', made('base64url', 150, 31))}\n`,
    'pypi-token',
  ),
  holds(
    'an index of pip',
    'etc/pip.conf',
    `[global]\nindex-url = https://ci:${made('base62', 18, 32)}@pypi.shop.io/simple\n`,
    'url-password',
  ),
  holds(
    'Slack',
    'app/notify.py',
    `TOKEN = "${joined('xoxb', '-', made('digits', 12, 33), '-', made('digits', 12, 34), '-', made('base62', 24, 35))}"\n`,
    'slack-token',
  ),
  holds(
    'a webhook of Slack',
    'app/ci.sh',
    `curl -d x https://${joined('hooks.slack', '.com/services/T', made('upper', 8, 36), '/B', made('upper', 9, 37), '/', made('base62', 24, 38))}\n`,
    'slack-token',
  ),
  holds(
    'Stripe',
    'app/pay.rb',
    `Stripe.api_key = '${joined('sk', '_live_', made('base62', 24, 39))}'\n`,
    'stripe-key',
  ),
  holds(
    'SendGrid',
    'app/.env',
    `MAIL=${joined('SG', '.', made('base64url', 22, 40), '.', made('base64url', 43, 41))}\n`,
    'service-token',
  ),
  holds(
    'Anthropic',
    'app/.env',
    `KEY=${joined('sk-ant', '-api03-', made('base64url', 93, 42), 'AA')}\n`,
    'ai-key',
  ),
  holds(
    'OpenAI',
    'app/bot.py',
    `openai.api_key = "${joined('sk-', made('base62', 20, 43), 'T3Blbk', 'FJ', made('base62', 20, 44))}"\n`,
    'ai-key',
  ),
  holds(
    'Hugging Face',
    'root/.cache/huggingface/token',
    joined('hf', '_', made('letters', 34, 45)),
    'ai-key',
  ),
  holds(
    'Telegram',
    'app/bot.py',
    `TOKEN = "${joined(made('digits', 10, 46), ':AA', made('base64url', 33, 47))}"\n`,
    'generic-secret',
  ),
  holds(
    'a signed token',
    'app/.env',
    `SERVICE_ROLE=${webToken({ alg: 'HS256', typ: 'JWT' }, { role: 'service', iss: 'shop', iat: 1_700_000_000 })}\n`,
    'jwt',
  ),
  holds(
    'a header in a script',
    'app/deploy.sh',
    `curl -H "Authorization: Bearer ${made('base62', 40, 48)}" https://api.shop.io\n`,
    'generic-secret',
  ),
];

/** Files that hold secrets. */
export const trueCases: readonly SecretCase[] = [
  ...settings,
  ...cloud,
  ...code,
  ...keyCases,
  ...loginCases,
  ...furtherSecrets,
  ...hardCases,
  ...formSecrets,
  ...programSecrets,
];
