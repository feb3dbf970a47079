import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { untagImage } from '../../../electron/engine/store/tag-image.ts';
import { containerdMembers, dockerMembers, hybridMembers } from '../../fixtures/docker-members.ts';
import { compressed, image, rawLayer } from '../../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import type { Member } from '../../fixtures/outer.ts';
import { makeLayerTar } from '../make-layer.ts';
import type { Random } from '../random.ts';

/** Where the parts of one input lie: what is not the library or its cache must never be touched. */
export interface LibraryPlace {
  readonly root: string;
  readonly store: string;
  /** Layer indexes that were read before. */
  readonly cache: string;
  /** Files that belong to nobody here, and what was moved out of the library. */
  readonly beside: string;
  /** The archives that the library was loaded from. */
  readonly archives: readonly string[];
  /** For what is saved from the library. */
  readonly saved: string;
  readonly spool: string;
}

export function libraryPlace(root: string): LibraryPlace {
  const at = (name: string): string => path.join(root, name);
  return {
    root,
    store: at('library'),
    cache: at('cache'),
    beside: at('beside'),
    archives: [at('first.tar'), at('second.tar')],
    saved: at('saved'),
    spool: at('spool'),
  };
}

/** A sound library of two or three images, in an empty or missing folder. The layers are any bytes. */
export async function makeLibrary(random: Random, root: string): Promise<LibraryPlace> {
  const place = libraryPlace(root);
  for (const folder of [place.beside, place.saved, place.spool, place.cache]) {
    mkdirSync(folder, { recursive: true });
  }
  fillBeside(place.beside);
  const layers = Array.from({ length: 2 + random.below(3) }, () => makeLayer(random));
  const first = [
    makeImage('one:1', layers, random),
    makeImage('host.example/two:2', layers, random),
  ];
  const writer = random.pick([dockerMembers, hybridMembers, containerdMembers, ociMembers]);
  const second = random.once(3)
    ? ociMembers([platforms('many:1', [...first].map(nameless), random.once(2))])
    : dockerMembers([makeImage(random.once(3) ? [] : 'three:3', layers, random)]);
  const [firstArchive = '', secondArchive = ''] = place.archives;
  await load(place, firstArchive, await writer(first));
  await load(place, secondArchive, await second);
  if (random.once(3)) await untagImage(place.store, 'one:1');
  return place;
}

async function load(
  { store, spool }: LibraryPlace,
  file: string,
  members: readonly Member[],
): Promise<void> {
  writeFileSync(file, await packMembers(members));
  const archive = await openArchive(file, { spoolDir: spool });
  const { refused } = await loadArchive(store, { path: file, archive, select: { kind: 'all' } });
  if (refused.length > 0) throw new Error(`a sound image was refused: ${JSON.stringify(refused)}`);
}

function makeLayer(random: Random): LayerRecipe {
  const layer = rawLayer(makeLayerTar(random));
  return random.once(3) ? compressed(layer, 'gzip') : layer;
}

function makeImage(
  ref: string | readonly string[],
  layers: readonly LayerRecipe[],
  random: Random,
): ImageRecipe {
  const own = rawLayer(makeLayerTar(random));
  return image({
    ref,
    layers: [...layers.slice(0, 1 + random.below(layers.length)), ...(random.once(2) ? [own] : [])],
    config: { Labels: { name: String(ref), random: String(random.next()) } },
  });
}

function nameless(recipe: ImageRecipe, place: number): ImageRecipe {
  return { ...recipe, references: [], architecture: place === 0 ? 'amd64' : 'arm64' };
}

/** What links of a library can lead to. */
function fillBeside(beside: string): void {
  mkdirSync(path.join(beside, 'folder', 'inner'), { recursive: true });
  writeFileSync(path.join(beside, 'file'), 'this belongs to somebody else');
  writeFileSync(path.join(beside, 'folder', 'inner', 'file'), 'this, too');
  writeFileSync(path.join(beside, 'folder', '.layerscope-x.part'), 'and this');
  writeFileSync(path.join(beside, 'folder', 'lock.x.part'), 'and this one');
}
