import type { Digest } from '../../../shared/model/digest.ts';
import type {
  Lineage,
  LineageImage,
  LineageNode,
  LineagePlatform,
} from '../../../shared/model/lineage.ts';
import { chainIds } from '../image/chain.ts';
import { fullName } from '../image/reference.ts';
import { compareNames, type SetImage, type StackSet } from '../image/stack-set.ts';
import { baseClaims, type Known } from './base-claims.ts';
import { platformGroup, platformGroupKey } from './platform-group.ts';
import { StackTrie } from './stack-trie.ts';

/**
 * Who stands on whose shoulders: the trie of all stacks, platforms kept apart. Costs what the stacks have in layers.
 * Two images are related by their layers alone; what they say of themselves becomes claims beside it.
 */
export function lineageOf(set: StackSet): Lineage {
  const nodes: LineageNode[] = [];
  const platforms: LineagePlatform[] = [];
  const tops: (number | null)[] = set.images.map(() => null);
  for (const images of imagesByPlatform(set.images)) {
    const first = nodes.length;
    const trie = new StackTrie();
    for (const image of images) trie.add(set.images[image]!.stack, image);
    for (const node of trie.nodes(first)) {
      const layer = set.layers[node.layer]!;
      for (const image of node.images) tops[image] = nodes.length;
      nodes.push({
        chainId: null,
        diffId: layer.diffId,
        digest: layer.digest,
        storedBytes: layer.storedBytes,
        unpackedBytes: layer.unpackedBytes,
        available: layer.available,
        command: layer.command,
        parent: node.parent,
        depth: node.depth,
        end: node.end,
        images: node.images,
        imagesThrough: node.imagesThrough,
      });
    }
    const platform = platformGroup(set.images[images[0]!]!.platform);
    platforms.push({ platform, first, end: nodes.length, images });
  }
  const chained = withChainIds(nodes);
  return { nodes: chained, platforms, images: relate(set.images, chained, tops) };
}

/** Positions of the images of each platform, platforms by name. */
function imagesByPlatform(images: readonly SetImage[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [image, { platform }] of images.entries()) {
    const key = platformGroupKey(platform);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [image]);
    else group.push(image);
  }
  return [...groups].sort(([one], [other]) => compareNames(one, other)).map(([, group]) => group);
}

function withChainIds(nodes: readonly LineageNode[]): readonly LineageNode[] {
  const known: (Digest | null)[] = [];
  return nodes.map((node, place) => {
    const { diffId, parent } = node;
    // Two links suffice: what chainIds answers for the first of a list is that itself.
    const [, stacked = null] = parent === null ? [] : chainIds([known[parent] ?? null, diffId]);
    const chainId = parent === null ? diffId : stacked;
    known[place] = chainId;
    return { ...node, chainId };
  });
}

function relate(
  images: readonly SetImage[],
  nodes: readonly LineageNode[],
  tops: readonly (number | null)[],
): readonly LineageImage[] {
  const nearest = nearestImages(nodes);
  const parents = tops.map((top) => (top === null ? [] : (nearest[top] ?? [])));
  const children: number[][] = images.map(() => []);
  for (const [image, own] of parents.entries()) {
    for (const parent of own) children[parent]!.push(image);
  }
  const known: Known = {
    references: images.map(({ references }) => references),
    byReference: byKey(images, ({ references }) => references.map(fullName)),
    byId: byKey(images, ({ id }) => (id === null ? [] : [id])),
    byManifest: byKey(images, ({ manifestDigests }) => manifestDigests),
  };
  return images.map((image, place): LineageImage => {
    const { key, id, references, platform, places } = image;
    const own = parents[place]!;
    const layers = own.length === 0 ? 0 : nodes[tops[own[0]!]!]!.depth + 1;
    return {
      key,
      id,
      references,
      platform,
      places,
      node: tops[place] ?? null,
      parents: own,
      children: children[place]!,
      bases: baseClaims(place, image, { parents: own, layers }, known),
    };
  });
}

/** For each node the images that end at the nearest node below it. */
function nearestImages(nodes: readonly LineageNode[]): readonly (readonly number[])[] {
  const nearest: (readonly number[])[] = [];
  for (const { parent } of nodes) {
    const below = parent === null ? [] : nodes[parent]!.images;
    nearest.push(below.length > 0 || parent === null ? below : nearest[parent]!);
  }
  return nearest;
}

function byKey<Key>(
  images: readonly SetImage[],
  keysOf: (image: SetImage) => readonly Key[],
): ReadonlyMap<Key, readonly number[]> {
  const result = new Map<Key, number[]>();
  for (const [place, image] of images.entries()) {
    for (const key of keysOf(image)) {
      const same = result.get(key);
      if (same === undefined) result.set(key, [place]);
      else same.push(place);
    }
  }
  return result;
}
