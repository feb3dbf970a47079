import type { Advice } from '../../../shared/model/advice.ts';
import type { SecretFinding, SecretPlace, SecretRule } from '../../../shared/model/findings.ts';
import { shownPaths } from './advice-input.ts';
import type { AdviceInput } from './advice-input.ts';
import { runWithMount, shellPath } from './instructions.ts';

type FilePlace = Extract<SecretPlace, { kind: 'file' }>;
type Told = Exclude<SecretPlace, FilePlace>;

/** What a step may have made itself, such as the keys of a host. Nobody has that to lend it. */
const madeByPrograms: ReadonlySet<SecretRule> = new Set([
  'private-key',
  'ssh-key',
  'pgp-key',
  'keystore',
  'generic-secret',
]);

/** Longest name that becomes the id of a secret. */
const idCharacters = 64;

/**
 * What to do about likely secrets: one piece for each rule in each layer, and for each place of config and history.
 * Those of a base are told as well, since whoever pulls the image gets them too.
 */
export function secretAdvice(input: AdviceInput): readonly Advice[] {
  const groups = new Map<string, SecretFinding[]>();
  for (const secret of input.findings.secrets) {
    const key = `${secret.rule}\n${placeKey(secret.place)}`;
    const group = groups.get(key) ?? [];
    group.push(secret);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted(byConfidence).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { place } = first;
    return place.kind === 'file' ? inLayer(group, input) : inConfig(group, place, input);
  });
}

/** Certain ones first. */
function byConfidence(one: readonly SecretFinding[], other: readonly SecretFinding[]): number {
  return Number(isCertain(other)) - Number(isCertain(one));
}

function isCertain(group: readonly SecretFinding[]): boolean {
  return group.some(({ confidence }) => confidence === 'high');
}

function placeKey(place: SecretPlace): string {
  switch (place.kind) {
    case 'file':
      return `file ${place.layer}`;
    case 'config':
      return `config ${place.key} ${place.name}`;
    case 'history':
      return `history ${place.step}`;
  }
}

function inLayer(group: readonly SecretFinding[], input: AdviceInput): readonly Advice[] {
  const places = group.flatMap(({ place }) => (place.kind === 'file' ? [place] : []));
  const paths = [...new Map(places.map((place) => [place.path, place])).values()];
  const [first] = paths;
  if (first === undefined) return [];
  const rule = group[0]?.rule ?? null;
  // No step needs a repository as a secret. A visible one is a left-over.
  if (rule === 'git-folder')
    return paths.some(isHidden) ? ignored(paths.filter(isHidden), input) : [];
  const { instruction } = input.steps[first.layer] ?? { instruction: '' };
  const isCopied = instruction === 'COPY' || instruction === 'ADD';
  const isLent =
    rule !== null && rule !== 'password-hash' && (isCopied || !madeByPrograms.has(rule));
  return [
    {
      kind: 'secret-in-layer',
      severity: severityOf(group),
      savedBytes: null,
      layers: layersOf(first),
      paths: paths.slice(0, shownPaths).map(({ node, path }) => ({ node, path })),
      files: paths.length,
      detail: {
        secret: rule,
        leftover: null,
        name: nameOf(first.path),
        instruction: input.isUnix && isLent ? fileMount(first.path) : '',
      },
    },
  ];
}

function isHidden({ hiddenIn }: FilePlace): boolean {
  return hiddenIn !== null;
}

/** Repositories that were copied in and deleted later. Those that a step cloned are told with what it stores. */
function ignored(paths: readonly FilePlace[], { steps }: AdviceInput): readonly Advice[] {
  const [first] = paths;
  const { instruction } = steps[first?.layer ?? -1] ?? { instruction: '' };
  if (first === undefined || (instruction !== 'COPY' && instruction !== 'ADD')) return [];
  return [
    {
      kind: 'ignore-file',
      // All that ever was in it can be read.
      severity: 'important',
      savedBytes: null,
      layers: layersOf(first),
      paths: paths.slice(0, shownPaths).map(({ node, path }) => ({ node, path })),
      files: paths.length,
      detail: { secret: null, leftover: 'version-control', name: '', instruction: '**/.git' },
    },
  ];
}

function layersOf({ layer, hiddenIn }: FilePlace): readonly number[] {
  return hiddenIn === null ? [layer] : [layer, hiddenIn];
}

/** A secret that is lent to one step and stored nowhere (Dockerfile reference, RUN --mount=type=secret). */
function fileMount(path: string): string {
  if (/[,\s]/.test(path)) return '';
  return runWithMount(`type=secret,id=${secretId(nameOf(path))},target=${shellPath(path)}`, null);
}

function inConfig(
  group: readonly SecretFinding[],
  place: Told,
  { steps, isUnix }: AdviceInput,
): readonly Advice[] {
  const isVariable = place.kind === 'config' && place.key === 'Env';
  const layer = place.kind === 'history' ? place.layer : null;
  const instruction = layer === null ? '' : (steps[layer]?.instruction ?? '');
  const name = place.kind === 'config' ? place.name : instruction;
  const id = secretId(place.kind === 'config' ? place.name : 'token');
  const mount = isVariable ? `type=secret,id=${id},env=${place.name}` : `type=secret,id=${id}`;
  const isPlain = !isVariable || /^\w+$/.test(place.name);
  return [
    {
      kind: 'secret-in-config',
      severity: severityOf(group),
      savedBytes: null,
      layers: layer === null ? [] : [layer],
      paths: [],
      files: 0,
      detail: {
        secret: group[0]?.rule ?? null,
        leftover: null,
        name,
        instruction: isUnix && isPlain ? runWithMount(mount, null) : '',
      },
    },
  ];
}

function severityOf(group: readonly SecretFinding[]): Advice['severity'] {
  const found = new Set(group.map(({ confidence }) => confidence));
  return found.has('high') || found.has('medium') ? 'urgent' : 'minor';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `.npmrc` → `npmrc`: letters, digits, `-`, `_` and `.`, as `docker build --secret id=…` takes them. */
function secretId(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  return plain.slice(0, idCharacters) || 'secret';
}
