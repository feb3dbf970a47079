import type { LeftoverRule } from '../../../shared/model/findings.ts';

/** A folder whose files a build leaves behind. */
export interface LeftoverPlace {
  readonly rule: LeftoverRule;
  /** Over the path of the folder, without a leading slash. */
  readonly folder: RegExp;
}

const home = '(?:root|home/[^/]+|github/home|opt/app-root/src|var/lib/[^/]+|srv/[^/]+|app)';

function inHome(rule: LeftoverRule, folder: string): LeftoverPlace {
  return { rule, folder: new RegExp(`^${home}/${folder}$`) };
}

/** What programs need while they run, though they keep it in a cache: models, browsers, package managers. */
const kept =
  'huggingface|torch|whisper|clip|ms-playwright|puppeteer|Cypress|selenium|node|deno|chroma|argos-translate|motd\\.legal-displayed';

/** The first that fits counts, also for all that lies in its folders. */
export const leftoverPlaces: readonly LeftoverPlace[] = [
  { rule: 'apt-lists', folder: /^var\/lib\/apt\/lists$/ },
  { rule: 'apt-archives', folder: /^var\/cache\/apt$/ },
  { rule: 'apk-cache', folder: /^(?:var\/cache\/apk|etc\/apk\/cache)$/ },
  { rule: 'rpm-cache', folder: /^var\/cache\/(?:dnf|yum|zypp|libdnf5|PackageKit)$/ },
  inHome('pip-cache', '\\.cache/(?:pip|uv|pypoetry)'),
  inHome('npm-cache', '\\.npm'),
  inHome('yarn-cache', '(?:\\.cache/(?:yarn|pnpm)|\\.yarn/berry/cache|\\.local/share/pnpm/store)'),
  { rule: 'yarn-cache', folder: /^usr\/local\/share\/\.cache\/(?:yarn|v\d)$/ },
  inHome('go-cache', '(?:\\.cache/go-build|go/pkg/mod)'),
  { rule: 'go-cache', folder: /^go\/pkg\/mod$/ },
  inHome('cargo-cache', '\\.cargo/(?:registry|git)'),
  { rule: 'cargo-cache', folder: /^usr\/local\/cargo\/(?:registry|git)$/ },
  inHome('maven-cache', '(?:\\.m2/repository|\\.gradle/(?:caches|wrapper))'),
  inHome('user-cache', `\\.cache/(?!(?:${kept})$)[^/]+`),
  { rule: 'logs', folder: /^var\/log$/ },
  { rule: 'temporary-files', folder: /^(?:tmp|var\/tmp)$/ },
  { rule: 'version-control', folder: /(?:^|\/)\.(?:git|hg|svn|bzr)$/ },
  { rule: 'python-bytecode', folder: /(?:^|\/)__pycache__$/ },
  {
    rule: 'test-cache',
    folder:
      /(?:^|\/)(?:\.(?:pytest_cache|mypy_cache|ruff_cache|hypothesis|tox|nox|nyc_output|ipynb_checkpoints)|htmlcov|coverage\/lcov-report)$/,
  },
  {
    rule: 'build-output',
    folder:
      /(?:^|\/)(?:\.(?:parcel-cache|turbo)|\.(?:angular|nx)\/cache|\.next\/cache\/webpack|node_modules\/\.cache|CMakeFiles)$/,
  },
  // Cargo, then Maven: what they make on the way to the program, beside it.
  {
    rule: 'build-output',
    folder:
      /(?:^|\/)target\/(?:(?:[\w-]+\/)?(?:debug|release)\/(?:deps|build|incremental|\.fingerprint)|test-classes|maven-status|surefire-reports)$/,
  },
];

/** No place that is told by its whole path has more parts. */
export const mostPlaceParts = 8;

/** A memory dump by its name (core(5)); smaller ones are something else. */
export const coreDump = { name: /^core(?:\.\d+)?$/, leastBytes: 64 * 1024 } as const;

/** Rules whose many small folders are told as one place, the folder that all of them lie in. */
export const gatheredRules: ReadonlySet<LeftoverRule> = new Set(['python-bytecode']);
