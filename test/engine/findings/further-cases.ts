import { joined, made } from './made-up.ts';
import { holds } from './secret-case.ts';
import type { SecretCase } from './secret-case.ts';

/** Settings of programs that have a way of their own to write a secret down. */
export const furtherSecrets: readonly SecretCase[] = [
  holds(
    'the base of the secrets of Rails',
    'app/config/production.rb',
    `Rails.application.config.secret_key_base = '${made('hex', 128, 201)}'\n`,
    'generic-secret',
  ),
  holds('the master key of Rails', 'app/config/master.key', made('hex', 32, 202), 'generic-secret'),
  holds(
    'WireGuard',
    'etc/wireguard/wg0.conf',
    `[Interface]\nPrivateKey = ${made('base64', 43, 203)}=\n[Peer]\nPresharedKey = ${made('base64', 43, 204)}=\n`,
    'private-key',
    'private-key',
  ),
  holds(
    'a bot of Telegram',
    'app/alarm.sh',
    `curl https://api.telegram.org/${joined('bot', made('digits', 10, 205), ':', made('base64url', 35, 206))}/sendMessage\n`,
    'service-token',
  ),
  holds(
    'a share of files',
    'etc/fstab',
    '//nas/share /mnt cifs username=backup,password=Rt55-kkWq9,uid=0 0 0\n',
    'generic-secret',
  ),
  holds(
    'htpasswd of Apache',
    'etc/apache2/.htpasswd',
    `admin:${joined('$apr1$', 'Xx8f9a2b$', made('base62', 22, 207))}\n`,
    'password-hash',
  ),
  holds(
    'a password behind -p',
    'root/.bash_history',
    'ls\nmysql -uroot -pS3kr1tRoot99 shop\nmysqldump -p --all-databases\n',
    'generic-secret',
  ),
  holds(
    'a login to a registry',
    'srv/deploy.sh',
    'docker login -u bot -p Wq7-Lm29xx registry.shop.io\n',
    'generic-secret',
  ),
  holds(
    'the passwords of PostgreSQL',
    'root/.pgpass',
    'db.shop.io:5432:*:app:Zq8mN2vKx1\n',
    'generic-secret',
  ),
  holds(
    'a connection string of .NET',
    'srv/app/appsettings.json',
    '{"ConnectionStrings":{"Main":"Server=db;Database=shop;User Id=sa;Password=Yukon900-qW!;"}}\n',
    'generic-secret',
  ),
];

/** Beside them what looks like it and holds nothing. */
export const furtherHarmless: readonly SecretCase[] = [
  holds(
    'a public key of WireGuard',
    'etc/wireguard/peers.conf',
    `[Peer]\nPublicKey = ${made('base64', 43, 208)}=\nAllowedIPs = 10.0.0.2/32\n`,
  ),
  holds(
    'options of mysql',
    'srv/backup.sh',
    'mysql -u root -p shop\nmysql -P 3306 --protocol=tcp\n',
  ),
  holds(
    'a login from standard input',
    'srv/login.sh',
    'cat /run/secrets/p | docker login -u bot --password-stdin registry.shop.io\ndocker login -p "$TOKEN" x\n',
  ),
  holds(
    'a share without a password',
    'etc/fstab',
    '//nas/a /mnt cifs credentials=/etc/smb.cred 0 0\n',
  ),
  holds(
    'a vault of Ansible',
    'srv/ansible.yml',
    `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${made('hex', 64, 209)}\n`,
  ),
  holds(
    'names of secrets elsewhere',
    'srv/config.toml',
    'token_endpoint = "https://auth.shop.io/oauth/token"\nsecret_name = "prod/db/credentials"\npassword_env = "DB_PASSWORD"\n',
  ),
  holds(
    'a reference of Kubernetes',
    'srv/k8s.yaml',
    'env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password\n',
  ),
  holds('a hash of sources', 'srv/config/build.key', made('hex', 40, 210)),
];
