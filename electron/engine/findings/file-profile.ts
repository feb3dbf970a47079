import type { SecretRule } from '../../../shared/model/findings.ts';
import type { SpecialFile } from './file-patterns.ts';

/** What the path of a file says about what may be in it. */
export interface FileProfile {
  /** `own`: of whoever made the image. `package`: installed with software. `sample`: tests, examples and documentation. */
  readonly role: 'own' | 'package' | 'sample';
  /** How values with the name of a secret are written; null where they are not looked for. */
  readonly assigned: 'settings' | 'code' | null;
  readonly special: SpecialFile | null;
  /** A rule that the name alone meets. */
  readonly named: SecretRule | null;
}

const samples =
  /(?:^|\/)(?:tests?|testing|testdata|test[-_]?(?:data|files?|fixtures?|suite|resources|certs?|keys?)|__tests__|specs?|fixtures?|examples?|samples?|demos?|dummy\w*|docs?|man|info|mocks?|__mocks__|benchmarks?|tutorials?|javadoc|licenses)(?:\/|$)|^usr\/share\/(?:doc|man|info|help|gtk-doc)(?:\/|$)|(?:^|[/._-])(?:test|spec|example|sample|dummy|fake|mock)[._-][^/]*$|[._-](?:test|spec|example|sample|dist|template|tmpl|tpl|default|md|rst)(?:\.[a-z]{1,5})?$|(?<!log|\.so[\d.]{0,20})[._-][13578](?:\.[a-z]{1,5})?$/i;

const packages =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor(?:ed)?|third_party|gems|bower_components|\.cargo\/registry|pkg\/mod|\.m2\/repository|\.gradle\/(?:caches|wrapper|native|daemon)|\.npm|\.cache|\.rustup|\.nvm|venv|\.venv|python\d\.\d+|jvm|nodejs|perl5?|ruby\/\d[\d.]*|miniconda\d?|anaconda\d?|conda)(?:\/|$)|^(?:usr\/(?!src\/|local\/(?:src|app|etc|share\/app)|app\/)|lib(?:32|64|x32)?\/|s?bin\/|boot\/|var\/(?:lib\/(?:dpkg|apt|rpm|apk|pacman|dnf|yum|gems)|cache)\/|etc\/(?:ssl\/certs|ca-certificates|pki\/ca-trust|java-\d|alternatives|init\.d|rc\d\.d|apparmor|selinux|services|protocols|mime\.types)|opt\/(?:java|jdk|conda))/;

const settings =
  /(?:^|\/)[^/]*\.(?:env|envrc|properties|ya?ml|json5?|toml|ini|conf|config|cfg|cnf|tfvars|tfstate|xml|plist|service|settings|secrets?|creds?|credentials?|sh|bash|zsh|profile|rc|sql|txt|log(?:\.\d{1,3})?)$|(?:^|\/)(?:\.env[^/]*|\.?envrc|credentials?|config|secrets?|\.[a-z_]{2,20}(?:rc|_profile|_history|_aliases|_login|_logout|env)|environment|profile|fstab|(?:Docker|Container)file[^/]*|[^/]*\.(?:Docker|Container)file|Makefile|docker-compose[^/]*)$/i;

const code =
  /\.(?:py|js|cjs|mjs|jsx|ts|tsx|rb|php|go|java|kt|scala|groovy|gradle|cs|rs|swift|pl|lua|ex|exs|clj|vue|ps1|bat|cmd|tf|hcl|ipynb|c|cc|cpp|h)$/i;

/** Files that programs make, and texts of an interface: nobody writes secrets into them. */
const generated =
  /(?:^|\/)(?:(?:locales?|i18n|l10n|translations?|langs?|languages|nls)\/.*|messages[\w-]*\.properties|[a-z]{2}(?:[-_][A-Z]{2})?\.(?:json|ya?ml|properties)|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|Cargo\.lock|go\.sum|poetry\.lock|[^/]*\.(?:map|min\.js|min\.css|svg|po|pot|lock|sum))$/i;

const envFile = /(?:^|\/)\.env(?:\.[\w-]+)*$|(?:^|\/)[\w-]+\.env$/;
const envSample = /\.(?:example|sample|template|dist|tmpl|tpl|defaults?|schema|test)$/i;

const buildFile = /^(?:(?:Docker|Container)file(?:\..*)?|.*\.(?:Docker|Container)file)$/i;

/** By name alone; the path has no leading slash. */
export function profileOf(path: string): FileProfile {
  const role = roleOf(path);
  const special = specialOf(path);
  return { role, assigned: assignedOf(path, role), special, named: namedOf(path, role) };
}

function roleOf(path: string): FileProfile['role'] {
  if (samples.test(path)) return 'sample';
  return packages.test(path) ? 'package' : 'own';
}

function assignedOf(path: string, role: FileProfile['role']): FileProfile['assigned'] {
  if (role !== 'own' || generated.test(path)) return null;
  if (settings.test(path)) return 'settings';
  return code.test(path) ? 'code' : null;
}

function specialOf(path: string): SpecialFile | null {
  const [name = '', folder = ''] = path.split('/').toReversed();
  if (buildFile.test(name)) return 'dockerfile';
  switch (name) {
    case '.netrc':
    case '_netrc':
      return 'netrc';
    case '.git-credentials':
      return 'git-credentials';
    case '.npmrc':
    case 'npmrc':
      return 'npmrc';
    case '.pgpass':
    case 'pgpass.conf':
      return 'pgpass';
    case '.gitconfig':
      return 'git-config';
    case '.dockercfg':
    case '.dockerconfigjson':
      return 'docker-config';
    case 'kubeconfig':
    case '.kubeconfig':
      return 'kube-config';
    case 'shadow':
    case 'shadow-':
    case 'gshadow':
    case '.htpasswd':
      return 'shadow';
    case 'config':
      if (folder === '.git') return 'git-config';
      return folder === '.kube' ? 'kube-config' : null;
    case 'config.json':
    case 'auth.json':
      return 'docker-config';
    default:
      return /^(?:kubeconfig|admin\.conf|.*\.kubeconfig)$/.test(name) ? 'kube-config' : null;
  }
}

function namedOf(path: string, role: FileProfile['role']): SecretRule | null {
  if (/(?:^|\/)\.git\/HEAD$/.test(path)) return role === 'own' ? 'git-folder' : null;
  if (role !== 'own') return null;
  return envFile.test(path) && !envSample.test(path) ? 'env-file' : null;
}
