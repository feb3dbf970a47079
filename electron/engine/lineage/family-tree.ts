import { measure } from '../../../shared/model/amount.ts';
import type {
  BaseClaim,
  FamilyGroup,
  FamilyMember,
  FamilyName,
  FamilyTree,
  Lineage,
  LineageNode,
} from '../../../shared/model/lineage.ts';
import { baseEvidence } from '../../../shared/model/lineage.ts';

/** A member before its children are known. */
interface Run {
  readonly parent: number | null;
  readonly nodes: number[];
  readonly children: number[];
}

/**
 * The lineage for drawing: runs of layers with no image and no branch between them become one member. Images without
 * layers stand together as a root of their platform.
 */
export function familyTree(lineage: Lineage): FamilyTree {
  const members: FamilyMember[] = [];
  const groups: FamilyGroup[] = [];
  const childCounts = countChildren(lineage.nodes);
  for (const { platform, first, end, images } of lineage.platforms) {
    const firstMember = members.length;
    const bare = images.filter((image) => lineage.images[image]!.node === null);
    if (bare.length > 0) members.push(bareMember(bare));
    const runs = findRuns(lineage, first, end, childCounts);
    const offset = members.length;
    for (const run of runs) members.push(memberOf(lineage, run, offset));
    groups.push({ platform, first: firstMember, end: members.length });
  }
  return { members, groups };
}

function countChildren(nodes: readonly LineageNode[]): Uint32Array {
  const counts = new Uint32Array(nodes.length);
  for (const { parent } of nodes) if (parent !== null) counts[parent]!++;
  return counts;
}

function findRuns(
  lineage: Lineage,
  first: number,
  end: number,
  childCounts: Uint32Array,
): readonly Run[] {
  const runs: Run[] = [];
  const runOf = new Map<number, number>();
  for (let node = first; node < end; node++) {
    const { parent } = lineage.nodes[node]!;
    const below = parent === null ? undefined : runOf.get(parent);
    const goesOn =
      parent !== null && childCounts[parent] === 1 && lineage.nodes[parent]!.images.length === 0;
    if (below !== undefined && goesOn) {
      runs[below]!.nodes.push(node);
      runOf.set(node, below);
      continue;
    }
    runOf.set(node, runs.length);
    if (below !== undefined) runs[below]!.children.push(runs.length);
    runs.push({ parent: below ?? null, nodes: [node], children: [] });
  }
  return runs;
}

function memberOf(lineage: Lineage, run: Run, offset: number): FamilyMember {
  const top = lineage.nodes[run.nodes.at(-1)!]!;
  const kind = top.images.length > 0 ? 'image' : 'prefix';
  return {
    kind,
    parent: run.parent === null ? null : run.parent + offset,
    children: run.children.map((child) => child + offset),
    nodes: run.nodes,
    added: measure(newLayers(lineage.nodes, run.nodes)),
    images: top.images,
    imagesThrough: top.imagesThrough,
    names: kind === 'prefix' || run.parent === null ? namesOf(lineage, run, kind) : [],
  };
}

function bareMember(images: readonly number[]): FamilyMember {
  return {
    kind: 'image',
    parent: null,
    children: [],
    nodes: [],
    added: measure([]),
    images,
    imagesThrough: images.length,
    names: [],
  };
}

/** The layers of a run, without those that stand further below in the same stack or twice in it. */
function* newLayers(
  nodes: readonly LineageNode[],
  run: readonly number[],
): Generator<LineageNode, void> {
  const seen = new Set<string>();
  for (let at = nodes[run[0]!]!.parent; at !== null; at = nodes[at]!.parent) {
    const key = keyOf(nodes[at]!);
    if (key !== null) seen.add(key);
  }
  for (const place of run) {
    const node = nodes[place]!;
    const key = keyOf(node);
    if (key !== null && seen.has(key)) continue;
    if (key !== null) seen.add(key);
    yield node;
  }
}

function keyOf(node: LineageNode): string | null {
  return node.diffId ?? node.digest;
}

/**
 * What a stack that is no image at hand is called. A step of a history names exactly the layers before it, and an
 * os-release file the layers that hold it, so one image's word is enough; an annotation does not say how many layers
 * it means, so all images on top have to agree on it, and it never names an image.
 */
function namesOf(lineage: Lineage, run: Run, kind: FamilyMember['kind']): readonly FamilyName[] {
  const layers = lineage.nodes[run.nodes.at(-1)!]!.depth + 1;
  const names: FamilyName[] = [];
  const images = imagesOnTop(lineage.nodes, run);
  const annotated = new Map<string, Set<number>>();
  for (const image of images) {
    for (const claim of lineage.images[image]!.bases) {
      if (claim.name === null || claim.how === 'layers') continue;
      if (namesExactly(claim, kind, layers)) names.push({ how: claim.how, name: claim.name });
      if (claim.how !== 'annotation') continue;
      const sayers = annotated.get(claim.name);
      if (sayers === undefined) annotated.set(claim.name, new Set([image]));
      else sayers.add(image);
    }
  }
  for (const [name, sayers] of annotated) {
    if (kind === 'prefix' && sayers.size === images.length) names.push({ how: 'annotation', name });
  }
  const different = new Map(names.map((each) => [`${each.how} ${each.name}`, each]));
  return [...different.values()].sort(
    (one, other) =>
      baseEvidence.indexOf(one.how) - baseEvidence.indexOf(other.how) ||
      (one.name < other.name ? -1 : 1),
  );
}

function namesExactly(claim: BaseClaim, kind: FamilyMember['kind'], layers: number): boolean {
  if (claim.layers === null) return false;
  if (claim.how === 'os-release') return claim.layers <= layers;
  return claim.how === 'history' && kind === 'prefix' && claim.layers === layers;
}

function imagesOnTop(nodes: readonly LineageNode[], run: Run): readonly number[] {
  const first = run.nodes[0]!;
  const images: number[] = [];
  for (let node = first; node < nodes[first]!.end; node++) images.push(...nodes[node]!.images);
  return images;
}
