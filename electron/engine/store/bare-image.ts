import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { ArchiveImage, ArchiveLayer } from '../archive/archive.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { field, isJsonObject, parseJson, type JsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';
import type { WantedBlob } from './blob-intake.ts';
import { makeDocument, takenDocument, type MadeDocument } from './made-documents.ts';

/**
 * The layer of an image without a manifest of its own. An uncompressed layer's digest is its diffID, so that one that
 * the store has need not be read again. Null when the layer is not there.
 */
export function wantedLayer(layer: ArchiveLayer): WantedBlob | null {
  const { location, statedDiffId, statedDigest } = layer;
  if (location === null) return null;
  const start = withBlob(location, (source) => readStart(source, sniffBytes));
  const compression = sniffCompression(start);
  const isOdd = compression === 'xz' || compression === 'bzip2';
  const digest = isOdd || compression === 'none' ? statedDiffId : statedDigest;
  return { location, digest, diffId: statedDiffId, isLayer: true, plainIfOdd: true };
}

/**
 * The config of an image as it came, to the byte: its digest is the image's ID. Null when the text does not give those
 * bytes back (it was no UTF-8).
 */
export function takenConfig(image: Image, source: ArchiveImage): MadeDocument | null {
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
export function madeConfig(
  image: Image,
  source: ArchiveImage,
  diffIds: readonly Digest[],
): MadeDocument {
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
