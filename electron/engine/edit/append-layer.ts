import { statSync } from 'node:fs';
import path from 'node:path';
import type { ExportLoss, Packing } from '../../../shared/model/export.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { inflate } from '../bytes/inflate.ts';
import { locateFile, openBlob, readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression, sniffTar } from '../bytes/sniff.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { layerType } from '../store/made-documents.ts';
import type { EditLayer } from './edit-layer.ts';
import type { EditContext } from './edit-request.ts';
import { folderContents } from './folder-contents.ts';
import { listFolder } from './folder-listing.ts';
import type { LayerMaker } from './layer-maker.ts';
import type { LayerReader } from './layer-reader.ts';

export interface AppendTools extends Pick<EditContext, 'signal'> {
  readonly reader: LayerReader;
  readonly maker: LayerMaker;
  readonly packing: Packing;
  /** Milliseconds since 1970 for what is made of a folder. */
  readonly time: number;
}

export interface AppendedLayer {
  readonly layer: EditLayer;
  readonly losses: readonly ExportLoss[];
}

/**
 * The layer that a tar or a folder makes. A tar stays as it is, byte for byte, and is packed anew only where it is packed
 * in another way than wanted; so it is read where it lies. Rejects with `EngineError` `not-a-layer` for a file that is no
 * tar, `blob-damaged` for one that is cut off or damaged, and like `listFolder`.
 */
export async function appendedLayer(place: string, tools: AppendTools): Promise<AppendedLayer> {
  return isFolder(place) ? fromFolder(place, tools) : fromTar(place, tools);
}

async function fromFolder(folder: string, tools: AppendTools): Promise<AppendedLayer> {
  const { maker, time, signal } = tools;
  const listing = listFolder(folder, { time, isCancelled: () => signal?.aborted === true });
  const contents = async (): Promise<ReturnType<typeof folderContents>> =>
    folderContents(folder, listing);
  const layer = await maker.make({ index: listing.index, contents });
  return { layer, losses: listing.losses };
}

async function fromTar(file: string, tools: AppendTools): Promise<AppendedLayer> {
  const { reader, maker, packing } = tools;
  const name = path.basename(file);
  const location = locateFile(file);
  const start = withBlob(location, (source) => readStart(source, sniffBytes));
  const compression = sniffCompression(start);
  if (!(await startsLikeTar(location, compression))) throw new EngineError('not-a-layer', { name });
  const { index, proof } = await reader.whole(location, compression, false);
  const { diffId, storedDigest, unpackedBytes } = proof;
  const isBroken = index.problems.some(({ severity }) => severity === 'error');
  if (diffId === null || isBroken) throw new EngineError('blob-damaged', { name });
  // What stands behind the last frame stays out of a blob that others are to unpack.
  const hasTail = compression !== 'none' && index.problems.some(isTail);
  if (compression !== packing.compression || hasTail) {
    const tar = { location, packed: 'none', compression, diffId } as const;
    return { layer: await maker.repack(tar, index), losses: [] };
  }
  const stored = {
    digest: storedDigest,
    diffId,
    bytes: location.length,
    location,
    packed: 'none',
    mediaType: layerType(compression),
    compression,
    unpackedBytes,
  } as const;
  return { layer: { stored, index }, losses: [] };
}

function isTail({ code }: { readonly code: string }): boolean {
  return code === 'layer-trailing-data';
}

/** Whether the beginning, decompressed, is that of a tar. One without any entry is a layer, too. */
async function startsLikeTar(location: BlobLocation, compression: Compression): Promise<boolean> {
  const source = openBlob(location);
  try {
    let found = sniffTar(new Uint8Array());
    if (source.size === 0) return false;
    await inflate(source, compression, (bytes) => {
      found = sniffTar(bytes);
      return false;
    });
    return found !== 'unknown';
  } finally {
    source.close();
  }
}

function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch (error) {
    throw fileError(error, path.basename(place));
  }
}
