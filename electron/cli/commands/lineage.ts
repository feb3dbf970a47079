import type { ByteBasis } from '../../../shared/model/amount.ts';
import type {
  BaseClaim,
  FamilyMember,
  Lineage,
  LineageImage,
  LineageNode,
  LineageState,
} from '../../../shared/model/lineage.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { Command, CommandCall } from '../command.ts';
import { withEverything } from '../everything.ts';
import type { Everything } from '../everything.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { imageTitle, imageWord } from '../named-image.ts';
import type { Output } from '../output.ts';
import { countedText, oneLine, sizeText } from '../text.ts';

export const lineageCommand: Command = {
  name: 'lineage',
  summary: 'Show which image is built on which: the tree of their layers.',
  operands: ['[PATH…]'],
  options: ['stored', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Without PATH it is about the layer store. What stands further in has all layers of what stands\nabove it, and the added ones that are given. Behind `on` stands the base as it is known by other\nmeans: an annotation, the history, or the os-release file. (shared) are layers that several images\nhave and that are no image at hand.',
  ],
  run: runLineage,
};

function runLineage(call: CommandCall): Promise<ExitCode> {
  return withEverything(call, async (everything) => {
    const { output, options } = call;
    if (options.json) {
      const { lineage } = await everything.overview.lineage();
      call.progress.clear();
      await output.line(jsonText(lineageRecord(lineage), 2));
      return ExitCode.fine;
    }
    await readRoots(everything);
    const state = await everything.overview.lineage();
    call.progress.clear();
    const basis: ByteBasis = options.stored ? 'stored' : 'unpacked';
    for (const line of familyLines(state, basis, output)) await output.line(line);
    return ExitCode.fine;
  });
}

/** Reads one image of every family: its os-release file tells what the root is. */
async function readRoots({ sources, overview }: Everything): Promise<void> {
  const { lineage } = await overview.lineage();
  for (const [place, { parent, end }] of lineage.nodes.entries()) {
    if (parent !== null) continue;
    const top = lineage.nodes.slice(place, end).find(({ images }) => images.length > 0);
    const image = top === undefined ? undefined : lineage.images[top.images[0] ?? -1];
    for (const { key } of image?.places ?? []) {
      const holder = sources.find(({ source }) => source.archive.images.has(key));
      await holder?.read(key);
    }
  }
}

function lineageRecord(lineage: Lineage): object {
  const { nodes, images, platforms } = lineage;
  const words = (places: readonly number[]): readonly string[] =>
    places.flatMap((place) => {
      const image = images[place];
      return image === undefined ? [] : [imageWord(image)];
    });
  const nodeRecord = (node: LineageNode, platform: string): object => ({
    chainId: node.chainId,
    diffId: node.diffId,
    parent: node.parent === null ? null : (nodes[node.parent]?.chainId ?? null),
    storedBytes: node.storedBytes,
    unpackedBytes: node.unpackedBytes,
    images: words(node.images),
    imagesThrough: node.imagesThrough,
    platform,
    digest: node.digest,
    available: node.available,
    command: node.command,
  });
  return {
    nodes: platforms.flatMap(({ platform, first, end }) =>
      nodes.slice(first, end).map((node) => nodeRecord(node, platformText(platform))),
    ),
    images: images.map((image) => ({
      id: image.id,
      references: image.references,
      platform: platformText(image.platform),
      chainId: image.node === null ? null : (nodes[image.node]?.chainId ?? null),
      parents: words(image.parents),
      children: words(image.children),
      bases: image.bases.map((base) => ({ ...base, images: words(base.images) })),
    })),
  };
}

function familyLines(
  { lineage, family }: LineageState,
  basis: ByteBasis,
  { style }: Output,
): readonly string[] {
  const several = family.groups.length > 1;
  const depths: number[] = [];
  return family.groups.flatMap(({ platform, first, end }, at) => [
    ...(at > 0 ? [''] : []),
    ...(several ? [style('bold', oneLine(platformText(platform)))] : []),
    ...family.members.slice(first, end).flatMap((member, offset) => {
      const depth = member.parent === null ? 0 : (depths[member.parent] ?? 0) + 1;
      depths[first + offset] = depth;
      return memberLines(member, lineage, basis).map((line) => `${'  '.repeat(depth)}${line}`);
    }),
  ]);
}

/** A line for each image that ends here: several have the very same layers. */
function memberLines(member: FamilyMember, lineage: Lineage, basis: ByteBasis): readonly string[] {
  const { bytes, unknownLayers } = member.added[basis];
  const sign = member.parent === null ? '' : '+';
  const size = `${unknownLayers > 0 ? '≥ ' : ''}${sizeText(bytes)}`;
  const added = `${sign}${countedText(member.nodes.length, 'layer')}, ${sign}${size}`;
  if (member.kind === 'prefix') {
    const names = member.names.map(({ how, name }) => `${oneLine(name)} (${how})`).join(', ');
    const of = countedText(member.imagesThrough, 'image');
    return [`(shared)  ${added}, by ${of}${names === '' ? '' : `  ${names}`}`];
  }
  return member.images.flatMap((place) => {
    const image = lineage.images[place];
    if (image === undefined) return [];
    const root = member.parent === null ? rootText(member) : '';
    return [`${imageTitle(image)}  ${added}${baseText(image, lineage) || root}`];
  });
}

/** What a root is by its own files. */
function rootText({ names }: FamilyMember): string {
  const [first] = names;
  return first === undefined ? '' : `  ${oneLine(first.name)} (${first.how})`;
}

/** The best that is known of the base beside what the tree shows, and how it is known. */
function baseText({ bases, parents }: LineageImage, { images }: Lineage): string {
  const base = bases.find(({ how }) => how !== 'layers');
  if (base === undefined || base.how === 'os-release') return '';
  const [parent] = parents.flatMap((place) => images[place] ?? []);
  if (parent !== undefined && base.name === null) return '';
  return `  on ${claimText(base)}`;
}

function claimText({ how, rule, name, layers }: BaseClaim): string {
  const known = rule === null ? how : `${how}: ${rule}`;
  const what = name === null ? `a base of ${countedText(layers ?? 0, 'layer')}` : oneLine(name);
  return `${what} (${known})`;
}
