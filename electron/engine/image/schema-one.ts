import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { parseConfig, type HistoryRecord, type ImageConfig } from './config.ts';
import { arrayOf, field, parseJson, textOf } from './json.ts';

/** Docker image manifest version 2, schema 1, turned the way newer manifests are: lowest layer first. */
export interface SchemaOneManifest {
  readonly kind: 'schema-1';
  readonly layers: readonly (Digest | null)[];
  /** `name:tag` as stated; empty when not. */
  readonly reference: string;
  /** Made from the newest `v1Compatibility`. It has no diffIDs: the format knows none. */
  readonly config: ImageConfig;
  /** The newest `v1Compatibility` as stored; empty when there is none. */
  readonly configText: string;
}

/** The gzipped tar without entries that engines wrote for steps which made no layer. */
const emptyLayerDigest = 'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4';

/**
 * Reads `fsLayers` and `history`, both newest first, in parallel. A step is empty when its v1 document says
 * `throwaway` or its blob is the well-known empty one; such a blob is no layer.
 */
export function parseSchemaOne(value: unknown): SchemaOneManifest {
  const blobs = arrayOf(field(value, 'fsLayers')).toReversed();
  const texts = arrayOf(field(value, 'history'))
    .map((each) => textOf(field(each, 'v1Compatibility')))
    .toReversed();
  const layers: (Digest | null)[] = [];
  const history: HistoryRecord[] = [];
  for (const [position, blob] of blobs.entries()) {
    const digestText = textOf(field(blob, 'blobSum'));
    const document = documentOf(texts[position] ?? '');
    const isEmpty = field(document, 'throwaway') === true || digestText === emptyLayerDigest;
    if (!isEmpty) layers.push(parseDigest(digestText));
    history.push(legacyStep(document, isEmpty));
  }
  const configText = texts.at(-1) ?? '';
  const name = textOf(field(value, 'name'));
  const tag = textOf(field(value, 'tag'));
  return {
    kind: 'schema-1',
    layers,
    reference: name === '' || tag === '' ? name : `${name}:${tag}`,
    config: { ...legacyConfig(documentOf(configText), value), history },
    configText,
  };
}

/** A history record from a v1 document: `container_config.Cmd` is the command line that made the layer. */
export function legacyStep(document: unknown, emptyLayer: boolean): HistoryRecord {
  const command = field(field(document, 'container_config'), 'Cmd');
  return {
    created: textOf(field(document, 'created')) || null,
    createdBy: typeof command === 'string' ? command : arrayOf(command).map(textOf).join(' '),
    comment: textOf(field(document, 'comment')),
    author: textOf(field(document, 'author')),
    emptyLayer,
  };
}

function legacyConfig(document: unknown, manifest: unknown): ImageConfig {
  const config = parseConfig(document);
  const architecture = config.platform.architecture || textOf(field(manifest, 'architecture'));
  return { ...config, platform: { ...config.platform, architecture } };
}

function documentOf(text: string): unknown {
  const document = parseJson(new TextEncoder().encode(text));
  return document.ok ? document.value : null;
}
