import type { DiveFigures } from '../../../shared/model/waste.ts';
import type { RawRecord } from './raw-tar.ts';

interface Info {
  readonly size: number;
  readonly isFolder: boolean;
}

const noInfo: Info = { size: 0, isFolder: false };

class Node {
  readonly children = new Map<string, Node>();
  readonly name: string;
  readonly parent: Node | null;
  info: Info = noInfo;

  constructor(name: string, parent: Node | null) {
    this.name = name;
    this.parent = parent;
  }

  get isWhiteout(): boolean {
    return this.name.startsWith('.wh.');
  }

  /** As dive tells it: without the mark of the last part, and without doubled slashes. */
  get path(): string {
    const own = this.isWhiteout ? this.name.slice('.wh.'.length) : this.name;
    const parts = [own];
    for (let at = this.parent; at !== null && at.parent !== null; at = at.parent) {
      parts.unshift(at.name);
    }
    return `/${parts.join('/')}`.replaceAll('//', '/');
  }

  copy(parent: Node | null): Node {
    const copied = new Node(this.name, parent);
    copied.info = this.info;
    for (const [name, child] of this.children) copied.children.set(name, child.copy(copied));
    return copied;
  }

  /** Children before their folder, siblings by name; the root itself never. */
  *deepestFirst(): Generator<Node> {
    for (const name of [...this.children.keys()].toSorted(byBytes)) {
      const child = this.children.get(name);
      if (child !== undefined) yield* child.deepestFirst();
    }
    if (this.parent !== null) yield this;
  }
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
}

function find(root: Node, path: string): Node | null {
  let node = root;
  for (const name of path.split('/')) {
    if (name === '') continue;
    const child = node.children.get(name);
    if (child === undefined) return null;
    node = child;
  }
  return node;
}

function add(root: Node, path: string, info: Info): void {
  let node = root;
  const names = path.split('/').filter((name) => name !== '');
  for (const [at, name] of names.entries()) {
    let child = node.children.get(name);
    if (child === undefined) {
      if (name.startsWith('.wh..wh..')) return;
      child = new Node(name, node);
      node.children.set(name, child);
    }
    node = child;
    if (at === names.length - 1) node.info = info;
  }
}

/** Go's path.Clean. */
function clean(name: string): string {
  const kept: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !name.startsWith('/')) kept.push(part);
  }
  return kept.join('/');
}

function layerTree(records: readonly RawRecord[]): Node {
  const root = new Node('', null);
  for (const { name, type, size } of records) {
    const isFolder = type === '5' || (type === '0' && name.endsWith('/'));
    add(root, clean(name), { size, isFolder });
  }
  return root;
}

function stack(trees: readonly Node[], count: number): Node {
  const stacked = trees[0]!.copy(null);
  for (const upper of trees.slice(0, count)) {
    for (const node of upper.deepestFirst()) {
      if (!node.isWhiteout) add(stacked, node.path, node.info);
      else {
        const gone = find(stacked, node.path);
        gone?.parent?.children.delete(gone.name);
      }
    }
  }
  return stacked;
}

interface Data {
  sum: number;
  least: number;
  count: number;
}

/** dive's efficiency score and sums, straight from its rules: every stack is made anew for every whiteout. */
export function slowDive(
  layers: readonly (readonly RawRecord[])[],
): Omit<DiveFigures, 'inefficient'> {
  const trees = layers.map(layerTree);
  const known = new Map<string, Data>();
  for (const [at, tree] of trees.entries()) {
    for (const node of tree.deepestFirst()) {
      if (node.children.size > 0) continue;
      const data = known.get(node.path) ?? { sum: 0, least: -1, count: 0 };
      known.set(node.path, data);
      let { size } = node.info;
      if (node.isWhiteout) {
        size = 0;
        const before = find(stack(trees, at), node.path);
        // The walk over this layer ends with an error.
        if (before === null) break;
        if (before.info.isFolder) for (const each of before.deepestFirst()) size += each.info.size;
      }
      data.sum += size;
      if (data.least < 0 || size < data.least) data.least = size;
      data.count++;
    }
  }
  const all = [...known.values()];
  const sum = total(all.map((data) => data.sum));
  const wasted = total(all.filter(({ count }) => count > 1).map((data) => data.sum));
  const sizes = layers.map((records) => {
    return total(records.filter(({ name }) => clean(name) !== '').map(({ size }) => size));
  });
  return {
    efficiencyScore: sum === 0 ? 1 : total(all.map(({ least }) => least)) / sum,
    wastedBytes: wasted,
    userWastedPercent: wasted / total(sizes.slice(1)),
    sizeBytes: total(sizes),
    userSizeBytes: total(sizes.slice(1)),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
