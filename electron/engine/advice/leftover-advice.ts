import type { Advice } from '../../../shared/model/advice.ts';
import type { LeftoverFinding, LeftoverRule } from '../../../shared/model/findings.ts';
import { shownPaths } from './advice-input.ts';
import type { AdviceInput, LayerStep } from './advice-input.ts';
import { ignoreLines } from './copied-advice.ts';
import { copySource, isCopy } from './copy-source.ts';
import type { CopySource } from './copy-source.ts';
import { runThen, runWith, runWithMount, shellOf, shellPath } from './instructions.ts';
import { isWorthwhile, severityOf } from './severity.ts';

/**
 * What to do about files that a build has left in the final view: one piece for each rule and layer above the base. A
 * later step cannot save their bytes, so only the one that stores them can.
 */
export function leftoverAdvice(input: AdviceInput): readonly Advice[] {
  const groups = new Map<string, LeftoverFinding[]>();
  for (const leftover of input.findings.leftovers) {
    if (leftover.layer < input.baseLayers) continue;
    const key = `${leftover.rule} ${leftover.layer}`;
    const group = groups.get(key) ?? [];
    group.push(leftover);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => groupAdvice(group, input));
}

function groupAdvice(group: readonly LeftoverFinding[], input: AdviceInput): readonly Advice[] {
  const [first] = group;
  const sum = (pick: (each: LeftoverFinding) => number): number =>
    group.reduce((all, each) => all + pick(each), 0);
  const bytes = sum((each) => each.bytes);
  const { storedBytes } = input.waste;
  if (first === undefined) return [];
  // A repository tells all that ever was in it, however small it is.
  if (!isWorthwhile(bytes, storedBytes) && first.rule !== 'version-control') return [];
  const step = input.steps[first.layer];
  const source = step !== undefined && isCopy(step) ? copySource(step) : null;
  if (isWanted(first.rule, group, source)) return [];
  const severity = severityOf(bytes, storedBytes);
  return [
    {
      kind: source === null ? 'clean-in-step' : 'ignore-file',
      severity: first.rule === 'version-control' ? 'important' : severity,
      savedBytes: bytes,
      layers: [first.layer],
      paths: group.slice(0, shownPaths).map(({ node, path }) => ({ node, path })),
      files: sum((each) => each.files),
      detail: {
        secret: null,
        leftover: first.rule,
        name: '',
        instruction:
          source === null
            ? cleaningOf(first.rule, group, step, input)
            : source === 'elsewhere'
              ? ''
              : ignoredNames(first.rule, group),
      },
    },
  ];
}

/**
 * Whether removing it could do harm: a program without its bytecode starts slower in every container, since none keeps
 * what the one before compiled; and nobody knows what all the programs need of what they keep in a cache of a home.
 */
function isWanted(
  rule: LeftoverRule,
  group: readonly LeftoverFinding[],
  source: CopySource | null,
): boolean {
  if (rule !== 'python-bytecode') return rule === 'user-cache';
  if (source === 'context') return false;
  // What a step or another stage installed comes with its bytecode.
  return source !== 'unknown' || group.some(({ path }) => installed.test(path));
}

/** Where packages of Python are installed, other than beside the sources of a project. */
const installed =
  /^(?:|usr|opt|root|home)$|^usr\/|(?:^|\/)(?:site|dist)-packages(?:\/|$)|(?:^|\/)\.?v?env(?:\/|$)/;

/**
 * Lines of a .dockerignore. Where in the build context the files lie nobody can tell, so names that mean the same
 * everywhere are ignored everywhere, and nothing is said of others.
 */
function ignoredNames(rule: LeftoverRule, group: readonly LeftoverFinding[]): string {
  if (rule === 'python-bytecode') return '**/__pycache__';
  return ignoredRules.has(rule) ? ignoreLines(group.map(({ path }) => ignoredName(path))) : '';
}

/** Folders in which only some things are left over: the rest may be what the image is made for. */
const partlyWanted: ReadonlySet<string> = new Set([
  'target',
  '.next',
  '.angular',
  '.nx',
  'coverage',
  'node_modules',
]);

/** The part of a path that means the same wherever it lies. */
function ignoredName(path: string): string {
  const parts = path.split('/');
  const from = parts.findLastIndex((part, at) => at < parts.length - 1 && partlyWanted.has(part));
  return parts.slice(from === -1 ? -1 : from).join('/');
}

const ignoredRules: ReadonlySet<LeftoverRule> = new Set([
  'version-control',
  'core-dump',
  'test-cache',
  'build-output',
]);

/** The same install without what it would leave behind. */
const rewrites: Readonly<Partial<Record<LeftoverRule, readonly [RegExp, string]>>> = {
  // What `apk update` has fetched stays, however packages are added behind it.
  'apk-cache': [
    /(?<!\bapk\s+(?:update|upgrade)\b.{0,1000})\bapk\s+add\b(?!.*--no-cache)/g,
    'apk add --no-cache',
  ],
  'pip-cache': [/\b(pip[\d.]*)\s+install\b(?!.*--no-cache-dir)/g, '$1 install --no-cache-dir'],
};

/** Caches that make the next build faster: BuildKit keeps them outside of the image. */
const mounted: readonly LeftoverRule[] = ['go-cache', 'cargo-cache', 'maven-cache'];

function cleaningOf(
  rule: LeftoverRule,
  group: readonly LeftoverFinding[],
  step: LayerStep | undefined,
  { isUnix }: AdviceInput,
): string {
  if (!isUnix || step?.instruction !== 'RUN') return '';
  const rewrite = rewrites[rule];
  const rewritten = rewrite === undefined ? null : runWith(step, ...rewrite);
  if (rewritten !== null) return rewritten;
  const paths = group.slice(0, shownPaths).map(({ path }) => path);
  const [first = ''] = paths;
  if (mounted.includes(rule) && !/[,\s]/.test(first)) {
    return runWithMount(`type=cache,target=${shellPath(first)}`, step);
  }
  return runThen(step, cleaningCommand(rule, paths.map(shellPath), step));
}

/** A command that removes what was found, and leaves folders where they belong to the system. */
function cleaningCommand(rule: LeftoverRule, paths: readonly string[], step: LayerStep): string {
  switch (rule) {
    case 'logs':
      // Programs want the folders of their logs, and links in them; they may write to no more than their own files.
      return `find ${paths.join(' ')} -type f -exec truncate -s 0 {} +`;
    case 'apt-lists':
    case 'apk-cache':
    case 'temporary-files':
      return `rm -rf ${paths.map((path) => `${path}/*`).join(' ')}`;
    case 'apt-archives':
      return 'apt-get clean';
    case 'rpm-cache':
      return rpmCleaning(step);
    case 'pip-cache':
    case 'npm-cache':
    case 'yarn-cache':
    case 'go-cache':
    case 'cargo-cache':
    case 'maven-cache':
    case 'python-bytecode':
    case 'user-cache':
    case 'core-dump':
    case 'version-control':
    case 'test-cache':
    case 'build-output':
      return `rm -rf ${paths.join(' ')}`;
  }
}

function rpmCleaning(step: LayerStep): string {
  const shell = shellOf(step) ?? '';
  const manager = ['microdnf', 'dnf', 'yum', 'zypper'].find((name) => {
    return new RegExp(`\\b${name}\\b`).test(shell);
  });
  return manager === 'zypper' ? 'zypper clean --all' : `${manager ?? 'dnf'} clean all`;
}

/** Whether a path is among the left-overs that a place stands for. */
export function isLeftover({ rule, path: place }: LeftoverFinding, path: string): boolean {
  if (path === place) return true;
  const isInside = place === '' || path.startsWith(`${place}/`);
  return isInside && (rule !== 'python-bytecode' || /(?:^|\/)__pycache__\//.test(path));
}
