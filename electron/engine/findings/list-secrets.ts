import { mostFindings } from '../../../shared/model/findings.ts';
import type { SecretFinding, SecretPlace } from '../../../shared/model/findings.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { findNode, pathTexts } from '../tree/paths.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { placesOf } from './place-secrets.ts';
import type { StoredPlace } from './place-secrets.ts';
import { rank } from './secret-match.ts';
import type { LayerScan, LayerSecret } from './scan-files.ts';

/** Where a secret can be read in clear. */
export type SecretSource =
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes of the content of an entry, or of what it unpacks to. */
  | {
      readonly kind: 'content';
      readonly layer: number;
      readonly entry: number;
      readonly start: number;
      readonly end: number;
      readonly packed: boolean;
    };

export interface ListedSecret {
  readonly finding: SecretFinding;
  readonly source: SecretSource;
}

export interface ListedSecrets {
  /** The likely ones first. */
  readonly secrets: readonly ListedSecret[];
  readonly unlisted: number;
}

/**
 * What the layers of a stack hold, at the paths that it is at, and what is said beside them. The same value at the same
 * path in several layers counts once: where it is seen, or else in the lowest of them.
 */
export function* listSecrets(
  tree: UnionTree,
  indexes: readonly (LayerIndex | null)[],
  scans: readonly (LayerScan | null)[],
  said: readonly ListedSecret[],
): Generator<void, ListedSecrets> {
  const wanted = new Map<number, Set<number>>();
  for (const [layer, scan] of scans.entries()) {
    if (scan === null || scan.secrets.length === 0) continue;
    wanted.set(layer, new Set(scan.secrets.map(({ entry }) => entry)));
  }
  const places = yield* placesOf(tree, wanted);
  const pathOf = pathTexts(tree);
  const byValue = new Map<string, ListedSecret>();
  for (const [layer, scan] of scans.entries()) {
    yield;
    for (const secret of scan?.secrets ?? []) {
      const stored =
        places.get(layer)?.get(secret.entry) ??
        lostPlace(tree, indexes[layer] ?? null, secret.entry, layer);
      const node = secret.rule === 'git-folder' ? tree.parent[stored.node]! : stored.node;
      const key = `${node} ${secret.rule} ${secret.print}`;
      const before = byValue.get(key);
      if (before !== undefined && !(stored.state === 'visible' && !isVisible(before))) continue;
      byValue.set(key, listed(secret, layer, { ...stored, node }, pathOf(node)));
    }
  }
  const all = [...byValue.values(), ...said].toSorted(
    (a, b) => rank[a.finding.confidence] - rank[b.finding.confidence],
  );
  const notKept = scans.reduce((sum, scan) => sum + (scan?.moreSecrets ?? 0), 0);
  const unlisted = Math.max(0, all.length - mostFindings) + notKept;
  return { secrets: all.slice(0, mostFindings), unlisted };
}

function listed(
  { rule, confidence, masked, more, line, locked, entry, start, end, packed }: LayerSecret,
  layer: number,
  { node, state, hiddenIn }: StoredPlace,
  path: string,
): ListedSecret {
  const place: SecretPlace = { kind: 'file', node, path, layer, state, hiddenIn, line };
  return {
    finding: {
      rule,
      confidence,
      place,
      masked,
      more,
      ...(locked === undefined ? {} : { locked }),
    },
    source: { kind: 'content', layer, entry, start, end, packed },
  };
}

function isVisible({ finding: { place } }: ListedSecret): boolean {
  return place.kind === 'file' && place.state === 'visible';
}

const decoder = new TextDecoder();

/** Of a file that its own layer stores once more, or where it leads nowhere: the nearest path that the tree knows. */
function lostPlace(
  tree: UnionTree,
  index: LayerIndex | null,
  entry: number,
  layer: number,
): StoredPlace {
  const { paths, pathStart } = index ?? { paths: new Uint8Array(), pathStart: new Uint32Array() };
  let path = decoder.decode(paths.subarray(pathStart[entry], pathStart[entry + 1]));
  let node = findNode(tree, path);
  while (node === -1) {
    path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    node = findNode(tree, path);
  }
  return { node, state: 'overwritten', hiddenIn: layer };
}
