import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { ArchiveImage, ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { parseConfig } from '../image/config.ts';
import { field, isJsonObject, parseJson, type JsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';
import {
  makeDocument,
  makeManifest,
  takenDocument,
  type MadeDocument,
  type MadeLayer,
} from './made-documents.ts';
import { refusal } from './refusal.ts';

/** An image without a manifest of its own, as docker archives have them. */
export interface BareImage {
  readonly image: Image;
  readonly source: ArchiveImage;
  /** Lowest first; null for one that is not there. */
  readonly layers: readonly (BareLayer | null)[];
}

export interface BareLayer {
  readonly location: BlobLocation;
  /** As its bytes show it. */
  readonly compression: Compression;
  /**
   * Digest of the blob that it becomes: of an uncompressed layer that is its diffID, so that one that the store has need
   * not be read again. Null where nothing states it.
   */
  readonly digest: Digest | null;
  readonly diffId: Digest | null;
  /** The blob that it becomes is the plain tar, whatever the layer is packed with. */
  readonly becomesPlain: boolean;
}

/** Where a tar can be had that is not in the source itself; null where it cannot. */
export type FindTar = (diffId: Digest) => BlobLocation | null;

/** The manifest and the config that a bare image gets. */
export interface BareDocuments {
  readonly config: MadeDocument;
  readonly manifest: MadeDocument;
}

/** Looks at the beginnings of the layers. Layers that are not there are asked of `find`. Throws what reading gives. */
export function bareImage(image: Image, source: ArchiveImage, find?: FindTar): BareImage {
  return { image, source, layers: source.layers.map((layer) => bareLayer(layer, find)) };
}

/** No OCI media type has xz or bzip2: such a layer becomes a plain one. */
function isOdd(compression: Compression): boolean {
  return compression === 'xz' || compression === 'bzip2';
}

function bareLayer(layer: ArchiveLayer, find: FindTar | undefined): BareLayer | null {
  const { statedDiffId, statedDigest } = layer;
  const given = layer.location === null && statedDiffId !== null ? find?.(statedDiffId) : null;
  const location = layer.location ?? given ?? null;
  if (location === null) return null;
  const start = withBlob(location, (blob) => readStart(blob, sniffBytes));
  const compression = sniffCompression(start);
  const becomesPlain = isOdd(compression) || compression === 'none' || location === given;
  const digest = becomesPlain ? statedDiffId : statedDigest;
  return { location, compression, digest, diffId: statedDiffId, becomesPlain };
}

/** The documents of a bare image whose layers are known; null when its config cannot be taken over. */
export function bareDocuments(
  { image, source }: BareImage,
  layers: readonly (MadeLayer & { readonly diffId: Digest })[],
): BareDocuments | null {
  const config =
    image.id !== null
      ? takenConfig(image, source)
      : madeConfig(
          image,
          source,
          layers.map(({ diffId }) => diffId),
        );
  if (config === null) return null;
  return { config, manifest: makeManifest(config, layers) };
}

/** What a bare image is called in messages. */
export function nameOf({ image }: BareImage): string {
  return image.references[0] ?? image.key;
}

/** Why a bare image cannot be made whole, as far as its documents tell. */
export function obstacleOf(bare: BareImage): Problem | null {
  const gone = bare.layers.findIndex((layer) => layer === null);
  if (gone < 0) return documentObstacleOf(bare);
  return refusal('blob-missing', bare.source.layers[gone]?.name ?? '', {}, gone);
}

/** The same without regard to layers that are not there. */
export function documentObstacleOf({ image, source }: BareImage): Problem | null {
  const { layers } = source;
  // Formats without configs have other documents, from which one is made.
  if (image.id === null) {
    return source.documents.config === null ? refusal('config-missing', image.key) : null;
  }
  const diffIds = statedDiffIds(source.documents.config);
  if (diffIds === null || takenConfig(image, source) === null) {
    return refusal('config-invalid', image.key);
  }
  const agrees =
    diffIds.length === layers.length &&
    layers.every(({ statedDiffId }, at) => statedDiffId !== null && statedDiffId === diffIds[at]);
  const values = { layers: layers.length, diffIds: diffIds.length };
  return agrees ? null : refusal('diff-ids-mismatch', image.key, values);
}

/** The diffIDs of a config; null when it is no config, or one of them is no digest. */
function statedDiffIds(text: string | null): readonly Digest[] | null {
  const parsed = text === null ? null : parseJson(new TextEncoder().encode(text));
  if (parsed?.ok !== true) return null;
  const { diffIds } = parseConfig(parsed.value);
  const known = diffIds.filter((diffId) => diffId !== null);
  return known.length === diffIds.length ? known : null;
}

/**
 * The config of an image as it came, to the byte: its digest is the image's ID. Null when the text does not give those
 * bytes back (it was no UTF-8).
 */
function takenConfig(image: Image, source: ArchiveImage): MadeDocument | null {
  const text = source.documents.config;
  if (text === null || image.id === null) return null;
  const encoded = new TextEncoder().encode(text);
  const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf]);
  return (
    [encoded, Buffer.concat([byteOrderMark, encoded])]
      .map((bytes) => takenDocument(bytes, mediaTypes.config))
      .find(({ digest }) => digest === image.id) ?? null
  );
}

/**
 * A config for an image of a format that has none (`docker save` before 1.10, schema 1), made of what its own documents
 * say, as Docker 1.10 did when it met such images: it depends on them and on the layers alone.
 */
function madeConfig(image: Image, source: ArchiveImage, diffIds: readonly Digest[]): MadeDocument {
  const { os, architecture, variant } = image.platform;
  const legacy = legacyDocument(source.documents.config);
  const container = field(legacy, 'config');
  const author = field(legacy, 'author');
  const config = {
    ...(image.created === null ? {} : { created: image.created }),
    ...(typeof author === 'string' && author !== '' ? { author } : {}),
    architecture: architecture || 'amd64',
    os: os || 'linux',
    ...(variant === '' ? {} : { variant }),
    config: isJsonObject(container) ? container : {},
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: image.history.map((step) => ({
      ...(step.created === null ? {} : { created: step.created }),
      created_by: step.createdBy,
      ...(step.author === '' ? {} : { author: step.author }),
      ...(step.comment === '' ? {} : { comment: step.comment }),
      ...(step.emptyLayer ? { empty_layer: true } : {}),
    })),
  };
  return makeDocument(config, mediaTypes.config);
}

function legacyDocument(text: string | null): JsonObject {
  if (text === null) return {};
  const parsed = parseJson(new TextEncoder().encode(text));
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : {};
}
