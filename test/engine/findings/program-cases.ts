import { base64, joined, made } from './made-up.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';

const dockerLogin = JSON.stringify({
  auths: { 'registry.shop.io': { auth: base64(`ci:${made('base62', 20, 401)}`) } },
});

/** Where programs keep what they log in with. */
export const programSecrets: readonly SecretCase[] = [
  holds(
    'docker, the oldest way',
    'root/.dockercfg',
    `{"https://index.docker.io/v1/": {"auth": "${base64(`me:${made('base62', 16, 402)}`)}", "email": ""}}`,
    'registry-login',
  ),
  holds(
    'docker with a token',
    'home/ci/.docker/config.json',
    `{"auths":{"a.azurecr.io":{"auth":"MDAwMDAwMDA6","identitytoken":"${made('base64url', 120, 403)}"}}}`,
    'registry-login',
  ),
  holds(
    'a login of docker as a secret of Kubernetes',
    'srv/pull-secret.yaml',
    `kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${base64(dockerLogin)}\n`,
    'registry-login',
  ),
  holds(
    'k3s',
    'etc/rancher/k3s/k3s.yaml',
    `users:\n- name: default\n  user:\n    client-certificate-data: ${made('base64', 400, 404)}\n    client-key-data: ${made('base64', 300, 405)}\n`,
    'kube-config',
  ),
  holds(
    'kubectl with a password',
    'root/.kube/config',
    'users:\n- name: a\n  user:\n    username: admin\n    password: Xk29-vvLq\n',
    'kube-config',
  ),
  holds(
    'netrc over lines',
    'home/ci/.netrc',
    `machine api.shop.io\n  login ci\n  password ${made('base62', 18, 406)}\nmachine b.io login x\n`,
    'netrc',
  ),
  holds(
    'PostgreSQL at another port',
    'var/lib/app/.pgpass',
    '#host:port:database:user:password\n10.0.0.5:5433:shop:app:kX9-33mmLp\n',
    'generic-secret',
  ),
  holds(
    'npm with a name and a password',
    'root/.npmrc',
    `//npm.shop.io/:username=ci\n//npm.shop.io/:_password="${base64(made('base62', 16, 407))}"\n`,
    'npm-token',
  ),
  holds(
    'yarn',
    'app/.yarnrc.yml',
    `npmScopes:\n  shop:\n    npmAuthToken: "${made('hex', 40, 408)}"\n`,
    'generic-secret',
  ),
  holds(
    'a second index of pip',
    'root/.config/pip/pip.conf',
    `[global]\nextra-index-url =\n  https://build:${made('base62', 20, 409)}@pkgs.shop.io/simple/\n`,
    'url-password',
  ),
  holds(
    'twine',
    'home/ci/.pypirc',
    '[shop]\nrepository = https://pypi.shop.io\nusername = ci\npassword = Kq8!mmP20x\n',
    'generic-secret',
  ),
  holds(
    'poetry',
    'root/.config/pypoetry/auth.toml',
    `[http-basic.shop]\nusername = "ci"\npassword = "${made('base62', 18, 410)}"\n`,
    'generic-secret',
  ),
  holds(
    'an answer of AWS',
    'root/.aws/cli/cache/a1.json',
    `{"Credentials":{"AccessKeyId":"${joined('ASIA', made('base32', 16, 411))}","SecretAccessKey":"${made('base64', 40, 412)}","SessionToken":"x"}}`,
    'aws-key',
    'aws-key',
  ),
  holds(
    's3cmd',
    'root/.s3cfg',
    `[default]\naccess_key = ${joined('AKIA', made('base32', 16, 413))}\nsecret_key = ${made('base64', 40, 414)}\n`,
    'aws-key',
    'aws-key',
  ),
  holds(
    'a login of Google Cloud',
    'root/.config/gcloud/application_default_credentials.json',
    JSON.stringify({
      client_id: '764.apps.googleusercontent.com',
      refresh_token: joined('1//0', made('base64url', 90, 415)),
      type: 'authorized_user',
    }),
    'gcp-key',
  ),
  holds(
    'a secret of an application at Azure',
    'app/.env',
    `AZURE_CLIENT_SECRET=${joined(made('base62', 3, 416), '8Q~', made('base62', 34, 417))}\n`,
    'azure-key',
  ),
  holds(
    'a signed address of Azure',
    'app/fetch.sh',
    `curl "https://shop.blob.core.windows.net/data?sv=2022-11-02&ss=b&sp=rwl&se=2030-01-01T00:00:00Z&sig=${encodeURIComponent(`${made('base64', 43, 418)}=`)}"\n`,
    'azure-key',
  ),
  holds(
    'gh',
    'root/.config/gh/hosts.yml',
    `github.com:\n    oauth_token: ${joined('gho', '_', made('base62', 36, 419))}\n    user: me\n`,
    'github-token',
  ),
  holds(
    'Terraform Cloud',
    'root/.terraform.d/credentials.tfrc.json',
    `{"credentials":{"app.terraform.io":{"token":"${joined(made('base62', 14, 420), '.atlasv1.', made('base62', 67, 421))}"}}}`,
    'service-token',
  ),
  holds(
    'a state of Terraform',
    'srv/terraform.tfstate',
    `{"resources":[{"instances":[{"attributes":{"password":"${made('base62', 24, 422)}"}}]}]}`,
    'generic-secret',
  ),
  holds(
    'Cargo',
    'root/.cargo/credentials.toml',
    `[registry]\ntoken = "${joined('cio', made('base62', 32, 423))}"\n`,
    'generic-secret',
  ),
  holds(
    'NuGet',
    'root/.nuget/NuGet/NuGet.Config',
    `<packageSourceCredentials><shop><add key="Username" value="ci" /><add key="ClearTextPassword" value="${made('base62', 20, 424)}" /></shop></packageSourceCredentials>`,
    'generic-secret',
  ),
  holds(
    'Composer',
    'root/.composer/auth.json',
    `{"http-basic":{"repo.shop.io":{"username":"ci","password":"${made('base62', 20, 425)}"}}}`,
    'generic-secret',
  ),
  holds(
    'Gradle',
    'root/.gradle/gradle.properties',
    `nexusUser=ci\nnexusPassword=${made('base62', 16, 426)}\n`,
    'generic-secret',
  ),
  holds(
    'Laravel',
    'var/www/.env',
    `APP_KEY=base64:${made('base64', 43, 427)}=\nAPP_DEBUG=false\n`,
    'generic-secret',
  ),
  holds(
    'systemd',
    'etc/systemd/system/app.service',
    `[Service]\nEnvironment="DB_PASSWORD=${made('base62', 18, 428)}"\n`,
    'generic-secret',
  ),
  holds(
    'compose',
    'srv/docker-compose.yml',
    `services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${made('base62', 16, 429)}\n`,
    'generic-secret',
  ),
  holds(
    'Redis',
    'etc/redis/redis.conf',
    `bind 0.0.0.0\nrequirepass ${made('base62', 24, 430)}\n`,
    'generic-secret',
  ),
  holds(
    'a user of MySQL',
    'srv/init.sql',
    "CREATE USER 'shop'@'%' IDENTIFIED BY 'Wm7-qqZ31x';\n",
    'generic-secret',
  ),
  holds(
    'a role of PostgreSQL',
    'srv/roles.sql',
    "ALTER ROLE shop WITH LOGIN PASSWORD 'Wm7-qqZ32x';\n",
    'generic-secret',
  ),
  holds(
    'a wireless network',
    'etc/wpa_supplicant/wpa_supplicant.conf',
    'network={\n  ssid="shop"\n  psk="Blau-7-Elefant"\n}\n',
    'generic-secret',
  ),
  holds(
    'PowerShell',
    'srv/setup.ps1',
    '$pw = ConvertTo-SecureString "Yx4-qqRt91" -AsPlainText -Force\n',
    'generic-secret',
  ),
  holds(
    'Vault',
    'root/.vault-token',
    joined('hvs', '.', made('base64url', 95, 431)),
    'service-token',
  ),
  holds(
    'an address with FTP',
    'srv/mirror.sh',
    `wget ftp://mirror:${made('base62', 12, 432)}@files.shop.io/a.iso\n`,
    'url-password',
  ),
  holds(
    'a package from git',
    'srv/requirements.txt',
    `shop @ git+https://deploy:${made('base62', 20, 433)}@git.shop.io/shop.git\n`,
    'url-password',
  ),
  holds(
    'a directory service',
    'etc/app.conf',
    `uri = ldap://cn=admin:${made('base62', 14, 434)}@ldap.shop.io\n`,
    'url-password',
  ),
  holds(
    'Rabbit',
    'app/worker.py',
    `broker = 'amqp://shop:${made('base62', 14, 435)}@mq:5672//'\n`,
    'database-url',
  ),
];

/** The same files with nothing in them. */
export const programHarmless: readonly SecretCase[] = [
  holds(
    'docker with a helper',
    'root/.docker/config.json',
    '{"auths":{"registry.shop.io":{"auth":""}},"credHelpers":{"a.io":"ecr-login"}}',
  ),
  holds(
    'an empty login of docker for Kubernetes',
    'srv/pull.yaml',
    `data:\n  .dockerconfigjson: ${base64('{"auths":{}}')}\n`,
  ),
  holds(
    'kubectl with a program and files',
    'root/.kube/config',
    'users:\n- name: a\n  user:\n    exec:\n      command: aws\n      args: [eks, get-token]\n    client-key: /etc/kubernetes/pki/admin.key\n    tokenFile: /var/run/secrets/token\n',
  ),
  holds('netrc without passwords', 'root/.netrc', 'machine a.io login me\n# password none\n'),
  holds('only the head', 'root/.pgpass', '#hostname:port:database:username:password\n'),
  holds(
    'npm without tokens',
    'root/.npmrc',
    'registry=https://registry.npmjs.org/\nalways-auth=true\n//npm.shop.io/:_authToken=${NPM_TOKEN}\n_auth=$NPM_AUTH\n',
  ),
  holds(
    'pip without passwords',
    'etc/pip.conf',
    '[global]\nindex-url = https://pypi.shop.io/simple\nextra-index-url = https://${PIP_USER}:${PIP_PASSWORD}@pypi.shop.io/simple\n',
  ),
  holds(
    'profiles of AWS',
    'root/.aws/config',
    '[profile a]\nrole_arn = arn:aws:iam::123456789012:role/ci\nsso_start_url = https://shop.awsapps.com/start\ncredential_process = /opt/bin/creds --key x\n',
  ),
  holds(
    'AWS to be filled in',
    'root/.aws/credentials',
    '[default]\naws_access_key_id = YOUR_ACCESS_KEY\naws_secret_access_key = YOUR_SECRET_KEY\n',
  ),
  holds(
    'Google Cloud from elsewhere',
    'app/gcp.json',
    '{"type":"external_account","audience":"//iam.googleapis.com/a","token_url":"https://sts.googleapis.com/v1/token","credential_source":{"file":"/var/run/token"}}',
  ),
  holds(
    'an address of Azure to be signed',
    'app/fetch.sh',
    'curl "https://shop.blob.core.windows.net/data?sv=2022-11-02&sig=${SAS}"\ncurl "https://a.blob.core.windows.net/x?sig=<signature>"\n',
  ),
  holds(
    'compose from outside',
    'srv/docker-compose.yml',
    'environment:\n  POSTGRES_PASSWORD_FILE: /run/secrets/db\n  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?missing}\nsecrets:\n  db:\n    file: ./db.txt\n',
  ),
  holds(
    'Redis as it comes',
    'etc/redis/redis.conf',
    '# requirepass foobared\n# masterauth <master-password>\nrename-command CONFIG ""\n',
  ),
  holds(
    'SQL without',
    'srv/schema.sql',
    "CREATE TABLE users (password VARCHAR(255) NOT NULL, token CHAR(64));\nUPDATE users SET password = MD5('x');\nCREATE USER a IDENTIFIED BY 'password';\nALTER ROLE a PASSWORD NULL;\n",
  ),
  holds(
    'the server of SSH',
    'etc/ssh/sshd_config',
    'PasswordAuthentication no\nPermitEmptyPasswords no\n#AuthorizedKeysFile .ssh/authorized_keys\n',
  ),
  holds(
    'a web server',
    'etc/nginx/conf.d/a.conf',
    'auth_basic_user_file /etc/nginx/.htpasswd;\nssl_password_file /etc/keys/pass;\nproxy_set_header X-Token $http_x_token;\n',
  ),
  holds(
    'systemd with credentials',
    'etc/systemd/system/b.service',
    '[Service]\nLoadCredential=token:/etc/token\nEnvironmentFile=/etc/app.env\n',
  ),
  holds(
    'questions of debconf',
    'var/lib/app/templates',
    'Template: mysql-server/root_password\nType: password\nDescription: New password for the MySQL "root" user:\n',
  ),
  holds(
    'PowerShell that asks',
    'srv/setup.ps1',
    '$pw = Read-Host "Password" -AsSecureString\n$s = ConvertTo-SecureString $env:PW -AsPlainText -Force\n',
  ),
  holds(
    'NuGet without',
    'app/NuGet.Config',
    '<add key="nuget.org" value="https://api.nuget.org/v3/index.json" protocolVersion="3" />\n<add key="ClearTextPassword" value="%NUGET_TOKEN%" />\n',
  ),
  holds('Laravel without', 'var/www/.env.production', 'APP_KEY=\nAPP_NAME=Shop\n'),
];
