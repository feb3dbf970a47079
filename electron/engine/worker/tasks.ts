import type { ContentComparison } from '../../../shared/model/comparison.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { ExportLoss, Packing } from '../../../shared/model/export.ts';
import type { SaveFormat, StoreReport } from '../../../shared/model/store.ts';
import type { Preview } from '../../../shared/model/view.ts';
import type { Archive } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { EditPlan, EditRequest, MadeEdit } from '../edit/edit-request.ts';
import type { EditDestination } from '../edit/save-edit.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import type { TreeFormat, WrittenTree } from '../export/write-tree.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import type { LayerFileRequest, LayerFileResult } from '../export/export-layer.ts';
import type { ExportSelection } from '../export/export-selection.ts';
import type { LayersToRepack } from '../export/layers-to-repack.ts';
import type { ImagesPlan } from '../export/plan-images.ts';
import type { RepackedLayer, RepackRequest } from '../export/repack-layer.ts';
import type { RewriteRequest, RewrittenSelection } from '../export/rewrite-selection.ts';
import type { SaveRequest } from '../export/save-images.ts';
import type { LayerScan } from '../findings/scan-files.ts';
import type { FileGroups } from '../layer/compare-contents.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { LayerProof } from '../layer/layer-proof.ts';
import type { ReadRecord, RecordForm } from '../packages/package-record.ts';
import type { CopyOutcome, CopyRequest } from '../store/copy-blob.ts';
import type { LayerRecord } from '../store/layer-records.ts';
import type { Library } from '../store/library.ts';
import type { MeasureRequest } from '../store/measure-layer.ts';
import type { ChosenImages } from '../store/select-images.ts';
import type { JoinChoice } from '../store/select-joined.ts';
import type { SourceRoots } from '../store/source-roots.ts';
import type { SourceRequest } from '../store/store-work.ts';
import type { PathColumns } from '../tree/path-columns.ts';
import type { UnpackOutcome, UnpackRequest } from '../unpack/unpack-request.ts';
import type { Pattern } from '../view/pattern-match.ts';

/** A stored layer, and where its index may be kept. */
export interface StoredLayer {
  readonly location: BlobLocation;
  /** What the manifest says the stored bytes hash to. */
  readonly statedDigest: Digest | null;
  readonly stargz: boolean;
  /** Folder of the layer index cache; null to do without. */
  readonly cacheDir: string | null;
}

/** A pattern for the paths of one tree. */
export interface PatternCall {
  readonly pattern: Pattern;
  /** Names the tree. */
  readonly paths: number;
  /** Its paths; null where the thread has them. */
  readonly columns: PathColumns | null;
  /** The trees that the thread need not be given again. It lets go of the others. */
  readonly keep: readonly number[];
  /** Shared; becomes 1 at each name, or node, that matches. */
  readonly found: Uint8Array;
}

export interface ListedLayer {
  readonly index: LayerIndex;
  readonly compression: Compression;
  /** Known when the layer had to be read whole, now or the time its index was kept. */
  readonly proof: LayerProof | null;
}

/** One file in a layer: entry 0 of an index that holds nothing else. */
export type LayerFile = LayerFiles;

/** A layer of which contents are read. */
export interface LayerSource {
  readonly layer: StoredLayer;
  readonly compression: Compression;
  /** What the layer's stored bytes were found to hash to; null while that is not known. */
  readonly storedDigest: Digest | null;
}

/** Some files in a layer: the entries of an index that holds nothing else. */
export interface LayerFiles extends LayerSource {
  readonly index: LayerIndex;
}

/** Listed paths of an image, and where their contents are. */
export interface ListedTree {
  readonly listing: TreeListing;
  /** By position in the stack; null for a layer that could not be read. */
  readonly layers: readonly (LayerSource | null)[];
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
  /** Holds two files against each other, byte by byte. */
  readonly 'files.difference': {
    readonly argument: { readonly a: LayerFile; readonly b: LayerFile };
    readonly result: ContentComparison;
  };
  /** Whether the file of a blob is still the one that was opened: fails as reading would, and reads nothing. */
  readonly 'blob.confirm': { readonly argument: BlobLocation; readonly result: void };
  /** Digest of a blob's stored bytes by the algorithm of `stated`; null for one that cannot be computed. */
  readonly 'blob.hash': {
    readonly argument: { readonly location: BlobLocation; readonly stated: Digest };
    readonly result: { readonly found: Digest | null; readonly bytes: number };
  };
  readonly 'file.preview': {
    readonly argument: LayerFile & { readonly limit: number };
    readonly result: Preview;
  };
  /** Part of a file; shorter than `length` where the file ends. */
  readonly 'file.read': {
    readonly argument: LayerFile & { readonly offset: number; readonly length: number };
    readonly result: Uint8Array;
  };
  readonly 'file.hash': { readonly argument: LayerFile; readonly result: string };
  /** Writes a file's content to `destination`, which holds it whole or is as it was before. */
  readonly 'file.save': {
    readonly argument: LayerFile & { readonly destination: string };
    readonly result: { readonly bytes: number };
  };
  /** What the layer store holds. */
  readonly 'store.read': {
    readonly argument: { readonly folder: string };
    readonly result: Library;
  };
  /** What an opened source would bring into the layer store. */
  readonly 'store.roots': { readonly argument: SourceRequest; readonly result: SourceRoots };
  /** What files of a layer record of packages, by the form of each, in the order of the index. */
  readonly 'packages.read': {
    readonly argument: { readonly files: LayerFiles; readonly forms: readonly RecordForm[] };
    readonly result: readonly ReadRecord[];
  };
  /** What rpm's database records, with the write-ahead log beside it: its packages, or with `listFiles` all their files. */
  readonly 'packages.rpm': {
    readonly argument: {
      readonly database: LayerFile;
      readonly log: LayerFile | null;
      readonly listFiles: boolean;
    };
    readonly result: ReadRecord;
  };
  /** Takes a blob into the layer store. */
  readonly 'store.copy': { readonly argument: CopyRequest; readonly result: CopyOutcome };
  readonly 'store.measure': {
    readonly argument: MeasureRequest;
    readonly result: LayerRecord | null;
  };
  /** Writes images of the store and of opened sources to one file or folder. */
  readonly 'images.save': {
    readonly argument: {
      readonly images: readonly ChosenImages[];
      readonly format: SaveFormat;
      readonly destination: string;
    };
    readonly result: { readonly bytes: number };
  };
  /** Writes listed paths as one archive; a file holds it whole or is as it was before. */
  readonly 'tree.write': {
    readonly argument: ListedTree & {
      readonly format: TreeFormat;
      /** As the compression knows it; null for its usual one. */
      readonly level: number | null;
      readonly place: OutputPlace;
      readonly spoolDir: string;
    };
    readonly result: WrittenTree;
  };
  /** Unpacks listed paths into a folder. */
  readonly 'tree.unpack': {
    readonly argument: ListedTree & Pick<UnpackRequest, 'folder' | 'rule' | 'special'>;
    readonly result: UnpackOutcome;
  };
  /** Removes a folder with everything in it, whatever its modes are. */
  readonly 'tree.remove': {
    readonly argument: { readonly folder: string };
    readonly result: void;
  };
  /** What has to be written for images of the store and of opened sources. */
  readonly 'images.select': {
    readonly argument: { readonly images: readonly ChosenImages[] };
    readonly result: ExportSelection;
  };
  /** What has to be written for an image without the layers that another one has. */
  readonly 'delta.select': {
    readonly argument: {
      readonly image: ChosenImages;
      readonly base: ChosenImages;
      readonly format: SaveFormat;
    };
    readonly result: ExportSelection;
  };
  /** What has to be written for the whole image that a delta and its base make. */
  readonly 'join.select': {
    readonly argument: JoinChoice & { readonly format: SaveFormat };
    readonly result: ExportSelection;
  };
  /** What writing a selection would come to. */
  readonly 'images.plan': {
    readonly argument: {
      readonly selection: ExportSelection;
      readonly format: SaveFormat;
      readonly packing: Packing | null;
    };
    readonly result: ImagesPlan;
  };
  /** The layers of a selection that are packed otherwise than wanted. */
  readonly 'layers.find': {
    readonly argument: { readonly selection: ExportSelection; readonly packing: Packing };
    readonly result: LayersToRepack;
  };
  /** Packs one layer anew, into a file of its own. */
  readonly 'layer.repack': { readonly argument: RepackRequest; readonly result: RepackedLayer };
  /** Makes the documents of a selection new that speak of layers packed anew. */
  readonly 'images.rewrite': {
    readonly argument: RewriteRequest;
    readonly result: RewrittenSelection;
  };
  /** Writes a selection to one file or folder. */
  readonly 'images.write': {
    readonly argument: SaveRequest;
    readonly result: { readonly bytes: number };
  };
  /** How stored layers are compressed, by their first bytes. */
  readonly 'layers.sniff': {
    readonly argument: { readonly locations: readonly BlobLocation[] };
    readonly result: readonly Compression[];
  };
  /** Writes one layer to a file or a pipe. */
  readonly 'layer.export': {
    readonly argument: LayerFileRequest;
    readonly result: LayerFileResult;
  };
  /** What a new image made of another would be; nothing is written. */
  readonly 'edit.plan': { readonly argument: EditRequest; readonly result: EditPlan };
  /** Makes a new image of another, its new layers in files that whoever asked removes (`discardEdit`). */
  readonly 'edit.make': { readonly argument: EditRequest; readonly result: MadeEdit };
  /** Makes a new image of another and writes it to a file or folder. */
  readonly 'edit.save': {
    readonly argument: EditDestination & { readonly request: EditRequest };
    readonly result: { readonly bytes: number; readonly losses: readonly ExportLoss[] };
  };
  /** Holds a pattern against paths that the thread has been given, now or before, under a number. */
  readonly 'pattern.match': { readonly argument: PatternCall; readonly result: void };
  /** The versions of a catalog in the order of their paths; `nodes` are these by version. */
  readonly 'search.order': {
    readonly argument: { readonly paths: PathColumns; readonly nodes: Uint32Array };
    readonly result: Uint32Array;
  };
  /** Versions in another order: by `keys`, equal ones as they are. */
  readonly 'search.sort': {
    readonly argument: { readonly order: Uint32Array; readonly keys: Float64Array };
    readonly result: Uint32Array;
  };
  /** Looks through the files of an index for likely secrets. Its entries have their paths. */
  readonly 'secrets.scan': { readonly argument: LayerFiles; readonly result: LayerScan };
  /** Reads every blob of the store and compares it with its digest. */
  readonly 'store.check': {
    readonly argument: { readonly folder: string; readonly repair: boolean };
    readonly result: StoreReport;
  };
}

export type TaskName = keyof Tasks;
