import { measure, type Amounts, type ByteBasis, type Measured } from './amount.ts';
import type { Digest } from './digest.ts';
import type { NamedImage } from './image-stack.ts';
import type { Lineage } from './lineage.ts';

/**
 * What images take on disk when every layer lies there once, as `docker system df -v` tells it. A layer counts once by
 * its diffID, in whatever forms and at however many positions it stands; without a diffID by the digest of its blob.
 * Manifests and configs are not counted.
 *
 * Docker's own figures differ in two ways: it counts the bytes of files instead of whole tars, and an engine that
 * unpacks layers keeps a layer once for each stack below it, where a store of blobs keeps it once.
 */
export interface Usage {
  readonly totals: UsageTotals;
  readonly images: readonly ImageUsage[];
  readonly layers: readonly LayerUsage[];
}

export interface UsageTotals {
  readonly images: number;
  /** Different layers. */
  readonly layers: number;
  /** Sum of the sizes of all images: what they would take if nothing were shared. */
  readonly logical: Amounts;
  /** Every layer once: `unique` and `shared` together. */
  readonly disk: Amounts;
  /** Layers of one image only. */
  readonly unique: Amounts;
  /** Layers of several images, each once. */
  readonly shared: Amounts;
  /** What removing all images without a reference would free. */
  readonly reclaimable: Amounts;
}

export interface ImageUsage extends NamedImage {
  /** Its different layers, lowest position first, as positions in `Usage.layers`. */
  readonly layers: readonly number[];
  /** `shared` and `unique` together. */
  readonly size: Amounts;
  /** Layers that other images have too. */
  readonly shared: Amounts;
  /** What removing this image alone would free. */
  readonly unique: Amounts;
}

export interface LayerUsage extends Measured {
  readonly diffId: Digest | null;
  /** Of the form that is counted. */
  readonly digest: Digest | null;
  readonly command: string | null;
  /** Images that have it, as positions in `Usage.images`, rising. */
  readonly images: readonly number[];
}

/** What removing images would do. */
export interface Removal {
  readonly freed: Amounts;
  /** Layers of the removed images that others still need. */
  readonly kept: Amounts;
  readonly freedLayers: readonly number[];
  readonly keptLayers: readonly number[];
}

/**
 * What removing these images (positions in `usage.images`) would free, and what stays because others share it. Costs
 * what the chosen images have in layers, so it can follow every change of a selection.
 */
export function removalOf(usage: Usage, images: ReadonlySet<number>): Removal {
  const users = new Map<number, number>();
  for (const image of images) {
    for (const layer of usage.images[image]?.layers ?? []) {
      users.set(layer, (users.get(layer) ?? 0) + 1);
    }
  }
  const freedLayers: number[] = [];
  const keptLayers: number[] = [];
  for (const [layer, count] of users) {
    const all = usage.layers[layer]?.images.length;
    (count === all ? freedLayers : keptLayers).push(layer);
  }
  freedLayers.sort((one, other) => one - other);
  keptLayers.sort((one, other) => one - other);
  return {
    freed: measureLayers(usage.layers, freedLayers),
    kept: measureLayers(usage.layers, keptLayers),
    freedLayers,
    keptLayers,
  };
}

/** The sum of some layers of a list, each named once. */
export function measureLayers(layers: readonly Measured[], places: Iterable<number>): Amounts {
  return measure(layersAt(layers, places));
}

function* layersAt(layers: readonly Measured[], places: Iterable<number>): Generator<Measured> {
  for (const place of places) {
    const layer = layers[place];
    if (layer !== undefined) yield layer;
  }
}

/** The stack view: every image a row, its layers side by side from the bottom, shared ones as one block over all rows. */
export interface Icicle {
  readonly basis: ByteBasis;
  /** One for each image, relatives beside each other. */
  readonly rows: readonly IcicleRow[];
  readonly blocks: readonly IcicleBlock[];
  /** Bytes of the longest row. */
  readonly bytes: number;
}

export interface IcicleRow {
  /** Position in `Lineage.images`. */
  readonly image: number;
  /** Where its layers end: bytes from the bottom of the stack. A layer that repeats is drawn at each position. */
  readonly bytes: number;
}

export interface IcicleBlock {
  /** Position in `Lineage.nodes`. */
  readonly node: number;
  readonly firstRow: number;
  readonly rowCount: number;
  /** Bytes of the layers below. */
  readonly start: number;
  /** Null for a layer whose size is unknown, or that is not there: it takes no width. */
  readonly bytes: number | null;
}

/** Which images have which layers. Layers of exactly the same images make one row. */
export interface LayerMatrix {
  /** Positions in `Usage.images`, in the order of the columns. */
  readonly columns: readonly number[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  /** Positions in `Usage.layers`. */
  readonly layers: readonly number[];
  /** Places in `columns`, rising. */
  readonly images: readonly number[];
  readonly amounts: Amounts;
}

/** Files of one image as areas: a folder and what is in it, some levels deep. */
export interface FileTreemap {
  readonly node: number;
  /** From the root to the folder itself; the root's name is empty. */
  readonly path: readonly { readonly node: number; readonly name: string }[];
  /** Sum of the files below; a file with several names counts at the first of them in the image. */
  readonly bytes: number;
  /** Each before the cells inside it. The first is the folder itself. */
  readonly cells: readonly FileCell[];
}

export interface FileCell {
  /** `rest`: what is too small or too much to be shown one by one, taken together. */
  readonly kind: 'folder' | 'file' | 'rest';
  /** Names the path inside its image; null for a rest. */
  readonly node: number | null;
  readonly name: string;
  /** Position in `cells`; null for the first. */
  readonly parent: number | null;
  /** 0 for the folder itself. */
  readonly depth: number;
  readonly bytes: number;
  /** Files with bytes in the cell. */
  readonly files: number;
  /** The layer that holds most of the bytes, the lowest of equals; null without any bytes. */
  readonly origin: number | null;
  /** How many of the bytes that layer holds. */
  readonly originBytes: number;
}

/** Disk usage as the window shows it. */
export interface UsageState {
  readonly usage: Usage;
  readonly lineage: Lineage;
  /** The chains of all images with bytes as widths, by the bytes meant. */
  readonly icicles: Readonly<Record<ByteBasis, Icicle>>;
  readonly matrix: LayerMatrix;
}
