import { gzipSync } from 'node:zlib';
import type { Member } from '../fixtures/outer.ts';
import { concat, entry, endMarker } from '../fixtures/tar-builder.ts';
import {
  containerdMembers,
  dockerMembers,
  dockerV1Members,
  flatMembers,
  hybridMembers,
  podmanMembers,
} from '../fixtures/docker-members.ts';
import { compressed, image, rawLayer } from '../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { raw, skippableFrame, zstdFrame } from '../fixtures/zstd-builder.ts';
import { makeLayerTar } from './make-layer.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import type { Random } from './random.ts';

const dialects = [
  dockerMembers,
  dockerV1Members,
  podmanMembers,
  flatMembers,
  hybridMembers,
  containerdMembers,
  ociMembers,
  platformMembers,
];

/**
 * An archive in one of the dialects, with layers made by chance and, mostly, some of its members changed: documents as
 * JSON, layers as tars or as compressed streams, the outer tar as bytes.
 */
export async function makeArchive(random: Random): Promise<Uint8Array> {
  if (random.once(10)) return makeLayerTar(random);
  return packChanged(await makeMembers(random), random);
}

/** Two archives of the same images, each changed in its own way, or in none. */
export async function makeForms(random: Random): Promise<readonly Uint8Array[]> {
  const members = await makeMembers(random);
  const packed = (): Uint8Array =>
    random.once(3) ? concat(...members.map(recordOf), endMarker()) : packChanged(members, random);
  return [packed(), packed()];
}

function makeMembers(random: Random): Promise<readonly Member[]> {
  const layers = Array.from({ length: 1 + random.below(4) }, () => makeLayer(random));
  const images = Array.from({ length: 1 + random.below(3) }, (_, place) =>
    makeImage(layers, place, random),
  );
  return random.pick(dialects)(images);
}

function packChanged(whole: readonly Member[], random: Random): Uint8Array {
  const members = changedMembers(whole, random);
  const tar = concat(...members.map(recordOf), ...(random.once(15) ? [] : [endMarker()]));
  const stored = random.once(12) ? gzipSync(tar) : tar;
  return random.once(5) ? mutateBytes(stored, random) : stored;
}

function platformMembers(images: readonly ImageRecipe[]): Promise<readonly Member[]> {
  return ociMembers([platforms('many:1', images, true)]);
}

function makeLayer(random: Random): LayerRecipe {
  const tar = makeLayerTar(random);
  if (random.once(4)) return compressed(rawLayer(tar), 'gzip');
  return rawLayer(random.once(6) ? zstdOf(tar) : tar);
}

/** Frames of blocks that are stored as they are. */
function zstdOf(bytes: Uint8Array): Uint8Array {
  const size = 64 * 1024;
  const blocks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    raw(bytes.subarray(at * size, (at + 1) * size)),
  );
  return concat(zstdFrame(...blocks), skippableFrame(Uint8Array.of(1, 2, 3)));
}

function makeImage(layers: readonly LayerRecipe[], place: number, random: Random): ImageRecipe {
  const count = random.below(layers.length + 1);
  const chosen = Array.from({ length: count }, () => random.pick(layers));
  return image({
    ref: random.once(4) ? [] : `app${place}:1`,
    layers: random.once(2) ? layers : chosen,
    history: Array.from({ length: random.below(7) }, () =>
      random.pick(['RUN make', '/bin/sh -c #(nop) ADD file:1 in /', '|1 A=b /bin/sh -c x', '']),
    ),
    platform: random.pick(['linux/amd64', 'linux/arm64/v8', 'windows/amd64', '//']),
  });
}

function changedMembers(members: readonly Member[], random: Random): readonly Member[] {
  if (random.once(6)) return members;
  const share = 2 + random.below(6);
  const changed = members.flatMap((member) =>
    random.once(share) ? changedMember(member, random) : [member],
  );
  return random.once(8) ? changed.toReversed() : changed;
}

function changedMember(member: Member, random: Random): readonly Member[] {
  const { name } = member;
  switch (random.below(12)) {
    case 0:
      return [];
    case 1:
      return [member, member];
    case 2:
      return [{ ...member, name: `./${name}` }];
    case 3:
      return [
        { kind: 'link', name, target: random.pick([name, '../x', '/etc/passwd', `./${name}`]) },
      ];
    case 4:
      return [{ kind: 'folder', name }];
    default:
      if (member.kind !== 'file') return [member];
      return [{ ...member, bytes: changedBytes(member.bytes, random) }];
  }
}

function changedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const isDocument = bytes[0] === 0x7b || bytes[0] === 0x5b;
  return isDocument && !random.once(6) ? mutateJson(bytes, random) : mutateBytes(bytes, random);
}

function recordOf(member: Member): Uint8Array {
  switch (member.kind) {
    case 'file':
      return entry({ name: member.name }, member.bytes);
    case 'folder':
      return entry({ name: `${member.name}/`, type: '5' });
    case 'link':
      return entry({ name: member.name, type: '2', link: member.target });
  }
}
