import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { SaveFormat, StoreReport } from '../../../shared/model/store.ts';
import type { Preview } from '../../../shared/model/view.ts';
import type { Archive } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { FileGroups } from '../layer/compare-contents.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { LayerProof } from '../layer/layer-proof.ts';
import type { CopyOutcome, CopyRequest } from '../store/copy-blob.ts';
import type { LayerRecord } from '../store/layer-records.ts';
import type { MeasureRequest } from '../store/measure-layer.ts';

/** A stored layer, and where its index may be kept. */
export interface StoredLayer {
  readonly location: BlobLocation;
  /** What the manifest says the stored bytes hash to. */
  readonly statedDigest: Digest | null;
  readonly stargz: boolean;
  /** Folder of the layer index cache; null to do without. */
  readonly cacheDir: string | null;
}

export interface ListedLayer {
  readonly index: LayerIndex;
  readonly compression: Compression;
  /** Known when the layer had to be read whole, now or the time its index was kept. */
  readonly proof: LayerProof | null;
}

/** One file in a layer: entry 0 of an index that holds nothing else. */
export interface LayerFile {
  readonly layer: StoredLayer;
  readonly compression: Compression;
  /** What the layer's stored bytes were found to hash to; null while that is not known. */
  readonly storedDigest: Digest | null;
  readonly index: LayerIndex;
}

/** The work that is done on threads: task name to argument and result. */
export interface Tasks {
  /** Reads the documents of a source (first tier). */
  readonly 'archive.open': {
    readonly argument: { readonly path: string; readonly spoolDir: string };
    readonly result: Archive;
  };
  /** Lists the entries of a layer (second tier): from the cache, by headers alone, or by inflating it once. */
  readonly 'layer.list': { readonly argument: StoredLayer; readonly result: ListedLayer };
  /** Reads a layer whole: its digests and the hash of every file (third tier). */
  readonly 'layer.prove': { readonly argument: StoredLayer; readonly result: ListedLayer };
  /** Hashes of the files of an uncompressed layer that `index` picks, 32 bytes for each in its order. */
  readonly 'layer.hash': {
    readonly argument: { readonly layer: StoredLayer; readonly index: LayerIndex };
    readonly result: Uint8Array;
  };
  /** For each file of groups of one size, the first of its group with the same content. */
  readonly 'files.compare': {
    readonly argument: { readonly layers: readonly StoredLayer[]; readonly groups: FileGroups };
    readonly result: Uint32Array;
  };
  /** Digest of a blob's stored bytes by the algorithm of `stated`; null for one that cannot be computed. */
  readonly 'blob.hash': {
    readonly argument: { readonly location: BlobLocation; readonly stated: Digest };
    readonly result: { readonly found: Digest | null; readonly bytes: number };
  };
  readonly 'file.preview': {
    readonly argument: LayerFile & { readonly limit: number };
    readonly result: Preview;
  };
  readonly 'file.hash': { readonly argument: LayerFile; readonly result: string };
  /** Writes a file's content to `destination`, which holds it whole or is as it was before. */
  readonly 'file.save': {
    readonly argument: LayerFile & { readonly destination: string };
    readonly result: { readonly bytes: number };
  };
  /** Takes a blob into the layer store. */
  readonly 'store.copy': { readonly argument: CopyRequest; readonly result: CopyOutcome };
  readonly 'store.measure': {
    readonly argument: MeasureRequest;
    readonly result: LayerRecord | null;
  };
  readonly 'store.save': {
    readonly argument: {
      readonly folder: string;
      readonly targets: readonly string[];
      readonly format: SaveFormat;
      readonly destination: string;
    };
    readonly result: { readonly bytes: number };
  };
  /** Reads every blob of the store and compares it with its digest. */
  readonly 'store.check': {
    readonly argument: { readonly folder: string; readonly repair: boolean };
    readonly result: StoreReport;
  };
}

export type TaskName = keyof Tasks;
