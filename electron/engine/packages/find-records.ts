import { limits } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { nameId } from '../tree/name-id.ts';
import { nameText, pathText } from '../tree/paths.ts';
import { kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { RecordForm } from './package-record.ts';
import { isContent } from './record-source.ts';

/** A file that records one package by itself. */
export interface FoundRecord {
  readonly form: Extract<RecordForm, 'dpkg-part' | 'npm-package' | 'python-metadata'>;
  /** The file; where a link stands for it, the one it leads to. */
  readonly node: number;
  /** The layer that made the link; 0 without one. */
  readonly from: number;
  /** What stands for the package: its folder, or the record itself. */
  readonly place: number;
  /** For Python, the list of the package's files, and the folder that its paths start from. */
  readonly list: FoundList | null;
}

export interface FoundList {
  readonly form: Extract<RecordForm, 'python-record' | 'python-installed-files'>;
  readonly event: number;
  readonly base: number;
}

export interface FoundRecords {
  readonly records: readonly FoundRecord[];
  /** The first record beyond `limits.packageRecords`; null when all are there. */
  readonly firstLeftOut: FoundRecord | null;
}

const statusFolder = 'var/lib/dpkg/status.d';
/** Hashes of a package's files, beside the package. */
const hashesEnding = '.md5sums';

/** Nodes looked at before other work gets its turn. */
const slice = 4096;

/**
 * All files after a layer that record one package each: of `status.d`, of every package folder in a `node_modules`, and
 * of every Python distribution, wherever it lies (`.dist-info` and `.egg-info` folders, `.egg-info` files of distutils,
 * unpacked eggs).
 */
export function* findRecords(tree: UnionTree, layer: number): Generator<void, FoundRecords> {
  const records = [...statusParts(tree, layer)];
  const names = new RecordNames(tree);
  const lists = new Map<number, FoundList>();
  const found: FoundRecord[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % slice === 0) yield;
    const name = names.meaningOf(node);
    if (name === null) continue;
    const file = recordedAt(tree, node, layer);
    // Following a link can take its time.
    if (file?.node !== node) yield;
    if (file === null) continue;
    const folder = tree.parent[node]!;
    const { event } = file;
    if (name === 'record' && names.endsWith(folder, '.dist-info')) {
      lists.set(folder, { form: 'python-record', event, base: tree.parent[folder]! });
    } else if (name === 'installed-files' && names.endsWith(folder, '.egg-info')) {
      lists.set(folder, { form: 'python-installed-files', event, base: folder });
    } else {
      const place = placeOf(names, node, folder, name);
      const form = name === 'npm' ? 'npm-package' : 'python-metadata';
      if (place !== null) found.push({ ...file, form, place, list: null });
    }
  }
  for (const record of found) records.push({ ...record, list: lists.get(record.place) ?? null });
  return {
    records: records.slice(0, limits.packageRecords),
    firstLeftOut: records[limits.packageRecords] ?? null,
  };
}

/** What stands for the package that a file records; null for a file that records none. */
function placeOf(
  names: RecordNames,
  node: number,
  folder: number,
  name: RecordName,
): number | null {
  switch (name) {
    case 'npm':
      return names.isNpmFolder(folder) ? folder : null;
    case 'metadata':
      return names.endsWith(folder, '.dist-info') ? folder : null;
    case 'pkg-info':
      return names.endsWith(folder, '.egg-info') || names.isEgg(folder) ? folder : null;
    case 'egg-info':
      return node;
    case 'record':
    case 'installed-files':
      return null;
  }
}

interface RecordedFile {
  readonly node: number;
  readonly event: number;
  readonly from: number;
}

/** The file at a path after a layer, through a link if it is one, as whoever opens it would find it. */
function recordedAt(tree: UnionTree, node: number, layer: number): RecordedFile | null {
  const event = presentAt(tree, node, layer);
  if (event === none) return null;
  if (isContent(tree, event)) return { node, event, from: 0 };
  if (kindOf(tree, event) !== EntryKind.symlink) return null;
  const target = resolvePath(tree, layer, pathText(tree, node));
  if (!target.found) return null;
  const found = presentAt(tree, target.node, layer);
  if (found === none || !isContent(tree, found)) return null;
  return { node: target.node, event: found, from: tree.eventLayer[event]! };
}

function* statusParts(tree: UnionTree, layer: number): Generator<FoundRecord> {
  const folder = resolvePath(tree, layer, statusFolder);
  if (!folder.found) return;
  const first = tree.firstChild[folder.node]!;
  for (let node = first; node < tree.nodeCount; node = tree.nextSibling[node]!) {
    const event = presentAt(tree, node, layer);
    if (event === none || !isContent(tree, event)) continue;
    if (nameText(tree, node).endsWith(hashesEnding)) continue;
    yield { form: 'dpkg-part', node, from: 0, place: node, list: null };
  }
}

type RecordName = 'npm' | 'metadata' | 'pkg-info' | 'record' | 'installed-files' | 'egg-info';

const recordNames: readonly (readonly [string, RecordName])[] = [
  ['package.json', 'npm'],
  ['METADATA', 'metadata'],
  ['PKG-INFO', 'pkg-info'],
  ['RECORD', 'record'],
  ['installed-files.txt', 'installed-files'],
];

/** Tells by numbers of names what a node may be, so that a pass over a whole tree makes no text. */
class RecordNames {
  readonly #tree: UnionTree;
  readonly #meanings = new Map<number, RecordName>();
  readonly #nodeModules: number;

  constructor(tree: UnionTree) {
    this.#tree = tree;
    for (const [text, meaning] of recordNames) this.#meanings.set(nameId(tree, text), meaning);
    this.#nodeModules = nodeModulesName(tree);
    const { names } = tree;
    const ending = Buffer.from('.egg-info/');
    // In the arena every name is followed by a slash.
    for (let id = 0; id < names.count; id++) {
      const end = names.endOf(id) + 1;
      const start = end - ending.length;
      if (start < names.startOf(id) || names.arena[end - 2] !== ending.at(-2)) continue;
      if (names.arena.subarray(start, end).equals(ending)) this.#meanings.set(id, 'egg-info');
    }
  }

  meaningOf(node: number): RecordName | null {
    return this.#meanings.get(this.#tree.name[node]!) ?? null;
  }

  endsWith(node: number, ending: string): boolean {
    return node !== 0 && nameText(this.#tree, node).endsWith(ending);
  }

  isEgg(folder: number): boolean {
    return this.endsWith(folder, 'EGG-INFO') && this.endsWith(this.#tree.parent[folder]!, '.egg');
  }

  /** `node_modules/NAME` or `node_modules/@SCOPE/NAME`. */
  isNpmFolder(folder: number): boolean {
    if (folder === 0) return false;
    const above = this.#tree.parent[folder]!;
    if (above === 0) return false;
    if (this.#tree.name[above] === this.#nodeModules) {
      return !nameText(this.#tree, folder).startsWith('@');
    }
    const top = this.#tree.parent[above]!;
    return (
      top !== 0 &&
      this.#tree.name[top] === this.#nodeModules &&
      nameText(this.#tree, above).startsWith('@')
    );
  }
}

/** Number of the name `node_modules`; -1 when the tree has none. */
export function nodeModulesName(tree: UnionTree): number {
  return nameId(tree, 'node_modules');
}
