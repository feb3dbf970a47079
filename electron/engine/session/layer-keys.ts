import type { Digest } from '../../../shared/model/digest.ts';
import { isCancelled } from '../bytes/engine-error.ts';
import type { RunningJob } from './jobs.ts';
import { ProgressSum } from './jobs.ts';
import type { LayerShelf, ReadLayer } from './layer-shelf.ts';

/** A layer that may stand in another image too. */
export interface KnownLayer {
  /** Null for one that could not be read. */
  readonly read: ReadLayer | null;
  /** What its config says that the tar hashes to. */
  readonly statedDiffId: Digest | null;
}

/** The layers of two images, by position. */
interface Both<Item> {
  readonly a: readonly Item[];
  readonly b: readonly Item[];
}

/**
 * What the layers of two images hash to, as found: null where that is not known. Most is known from reading them; an
 * uncompressed layer is read whole only where the other image states the same of a layer that lies elsewhere, so that
 * the two need not be compared file by file.
 *
 * @throws EngineError `cancelled`
 */
export async function foundDiffIds(
  layers: Both<KnownLayer>,
  shelf: LayerShelf,
  job: RunningJob,
): Promise<Both<Digest | null>> {
  const toHash = [...withPartner(layers.a, layers.b), ...withPartner(layers.b, layers.a)];
  const progress = new ProgressSum(
    toHash.map(({ read }) => read.listed.index.unpackedBytes),
    job.progress,
  );
  const found = new Map<KnownLayer, Digest | null>();
  await Promise.all(
    toHash.map(async (layer, part) => {
      const onProgress = (done: number): void => progress.set(part, done);
      const digest = await shelf
        .diffId(layer.read.stored, layer.statedDiffId, { signal: job.signal, onProgress })
        .catch((error: unknown) => {
          // What cannot be read is found out about again, and told, where its contents are asked for.
          if (isCancelled(error)) throw error;
          return null;
        });
      found.set(layer, digest);
    }),
  );
  const of = (layer: KnownLayer): Digest | null =>
    found.get(layer) ?? layer.read?.listed.proof?.diffId ?? null;
  return { a: layers.a.map(of), b: layers.b.map(of) };
}

interface UnprovenLayer extends KnownLayer {
  readonly read: ReadLayer;
  readonly statedDiffId: Digest;
}

/** Layers that have not been read whole, and of which the other side seems to have a copy that lies elsewhere. */
function withPartner(
  layers: readonly KnownLayer[],
  others: readonly KnownLayer[],
): readonly UnprovenLayer[] {
  const places = new Map<Digest, Set<Uint8Array>>();
  for (const { read, statedDiffId } of others) {
    const known = read?.listed.proof?.diffId ?? statedDiffId;
    if (read === null || known === null) continue;
    const same = places.get(known);
    if (same === undefined) places.set(known, new Set([placeOf(read)]));
    else same.add(placeOf(read));
  }
  return layers.filter(isUnproven).filter(({ read, statedDiffId }) => {
    const same = places.get(statedDiffId);
    return same !== undefined && (same.size > 1 || !same.has(placeOf(read)));
  });
}

function isUnproven(layer: KnownLayer): layer is UnprovenLayer {
  return layer.read !== null && layer.read.listed.proof === null && layer.statedDiffId !== null;
}

/** A layer on the shelf is listed once, however many images have it: a column of its index stands for its place. */
function placeOf({ listed }: ReadLayer): Uint8Array {
  return listed.index.kind;
}
