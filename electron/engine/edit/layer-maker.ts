import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Packing } from '../../../shared/model/export.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { locateFile } from '../bytes/random-access.ts';
import type { ExportLayer } from '../export/export-selection.ts';
import type { ListedContents } from '../export/listed-contents.ts';
import { checkSpace } from '../export/free-space.ts';
import { packedPieces } from '../export/packing.ts';
import { repackLayer, type TarOfLayer } from '../export/repack-layer.ts';
import { treeTar } from '../export/tree-tar.ts';
import { verifiedPieces, type PieceCount } from '../export/verified-pieces.ts';
import { writeNewFile } from '../export/write-pieces.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { layerType } from '../store/made-documents.ts';
import type { EditLayer } from './edit-layer.ts';
import type { EditProgress } from './edit-progress.ts';
import type { EditContext } from './edit-request.ts';
import { layerAsRead } from './layer-as-read.ts';

/** Contents of the files of a layer that is being made. */
export interface NewContents {
  readonly pieces: ListedContents['pieces'];
  readonly close: () => void;
}

export interface NewLayer {
  /** What is to be in it, in order, with names of markers as they are written. */
  readonly index: LayerIndex;
  /** Opens the contents, once. */
  readonly contents: () => Promise<NewContents>;
}

/** Makes layers, or only plans them. */
export interface LayerMaker {
  /** The contents go into something new, so that layers are to be held against their digests first. */
  readonly takesContents: boolean;
  /** A layer of these entries. */
  readonly make: (layer: NewLayer) => Promise<EditLayer>;
  /** A tar that is there, packed as layers of this edit are. */
  readonly repack: (tar: TarOfLayer, index: LayerIndex) => Promise<EditLayer>;
}

/** Layers that are not written: all that can be told of them without their contents. */
export const layerPlanner: LayerMaker = {
  takesContents: false,
  make: async ({ index }) => ({ stored: null, index: layerAsRead(index) }),
  repack: async (_, index) => ({ stored: null, index }),
};

interface WriterOptions extends Pick<EditContext, 'signal'> {
  readonly folder: string;
  readonly packing: Packing;
  readonly progress: EditProgress;
}

/** Writes layers into files of its own in a folder. What they are called goes into nothing. */
export class LayerWriter implements LayerMaker {
  readonly #options: WriterOptions;
  readonly takesContents = true;
  readonly #files = new Set<string>();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Rejects with `EngineError` `disk-full`, `not-writable`, `cancelled`, and what reading the contents gives. */
  readonly make = async ({ index, contents }: NewLayer): Promise<EditLayer> => {
    const { folder, packing, signal, progress } = this.#options;
    const read = layerAsRead(index);
    // How much of it compressing leaves nobody knows before.
    const least = packing.compression === 'none' ? read.unpackedBytes : 0;
    checkSpace(folder, 'spool', { bytes: least, files: 1 });
    const opened = await contents();
    try {
      const isCancelled = (): boolean => signal?.aborted === true;
      const told = progress.begin(read.unpackedBytes);
      const tar: PieceCount = { bytes: 0, found: null };
      const blob: PieceCount = { bytes: 0, found: null };
      const pieces = toldPieces(treeTar({ index }, opened, isCancelled), told);
      const counted = verifiedPieces(pieces, null, '', tar);
      const isPlain = packing.compression === 'none';
      const packed = isPlain
        ? counted
        : verifiedPieces(packedPieces(counted, packing), null, '', blob);
      const file = this.#newFile();
      await writeNewFile(file, packed, signal);
      const diffId = tar.found;
      const digest = isPlain ? diffId : blob.found;
      if (diffId === null || digest === null || tar.bytes !== read.unpackedBytes) {
        throw new EngineError('internal', { what: 'layer' });
      }
      const stored = this.#stored(locateFile(file), diffId, digest, read.unpackedBytes);
      return { stored, index: read };
    } finally {
      opened.close();
    }
  };

  readonly repack = async (layer: TarOfLayer, index: LayerIndex): Promise<EditLayer> => {
    const { packing, signal, progress } = this.#options;
    const size = layer.location.kind === 'file' ? layer.location.length : 0;
    const told = progress.begin(size);
    const request = { layer, packing, destination: this.#newFile() };
    const packed = await repackLayer(request, { signal, progress: told });
    const { location, digest, unpackedBytes } = packed;
    if (location === null) throw new EngineError('internal', { what: 'layer' });
    return { stored: this.#stored(location, layer.diffId, digest, unpackedBytes), index };
  };

  /** Removes all files but those of layers that are still wanted; answers which these are. */
  async keepOnly(layers: readonly EditLayer[]): Promise<readonly string[]> {
    const wanted = new Set(
      layers.flatMap(({ stored }) =>
        stored?.location.kind === 'file' ? [stored.location.path] : [],
      ),
    );
    for (const file of this.#files) {
      if (wanted.has(file)) continue;
      await rm(file, { force: true });
      this.#files.delete(file);
    }
    return [...this.#files];
  }

  #newFile(): string {
    const file = path.join(this.#options.folder, `${randomUUID()}.layer`);
    this.#files.add(file);
    return file;
  }

  #stored(location: FileRange, diffId: Digest, digest: Digest, unpackedBytes: number): ExportLayer {
    const { compression } = this.#options.packing;
    return {
      digest,
      diffId,
      bytes: location.length,
      location,
      packed: 'none',
      mediaType: layerType(compression),
      compression,
      unpackedBytes,
    };
  }
}

async function* toldPieces(
  pieces: AsyncIterable<Uint8Array>,
  told: (done: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0;
  for await (const piece of pieces) {
    yield piece;
    done += piece.length;
    told(done);
  }
}
