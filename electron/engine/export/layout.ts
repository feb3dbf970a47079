import { digestAlgorithm, digestHex, type Digest } from '../../../shared/model/digest.ts';
import { layoutName } from '../archive/blob-store.ts';
import { field, isJsonObject, type JsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';
import { annotationsFor } from '../image/reference-annotations.ts';
import { layerSources, listItem, repositoriesOf } from './docker-list.ts';
import type { ExportBlob, ExportEntry, ExportRoot } from './export-selection.ts';
import type { Output } from './output-tar.ts';

/** Writes the bytes of a blob as they are stored. */
export type WriteBlob = (name: string, blob: ExportBlob) => Promise<void>;

/**
 * Writes an OCI image layout (OCI image-spec, image-layout.md): every blob once and to the byte, so that all digests
 * stay. With `forDocker` also manifest.json and `repositories` over the same blobs, as Docker 25 and later do; of several
 * platforms those name the usual one.
 */
export async function writeLayout(
  roots: readonly ExportRoot[],
  output: Output,
  writeBlob: WriteBlob,
  forDocker: boolean,
): Promise<void> {
  await output.folder('blobs');
  const folders = new Set<string>();
  const written = new Set<Digest>();
  for (const blob of roots.flatMap(({ blobs }) => blobs)) {
    if (written.has(blob.digest)) continue;
    written.add(blob.digest);
    const folder = `blobs/${digestAlgorithm(blob.digest)}`;
    if (!folders.has(folder)) await output.folder(folder);
    folders.add(folder);
    await writeBlob(layoutName(blob.digest), blob);
  }
  const manifests = roots.flatMap(({ entries }) => entries.flatMap(namedEntries));
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests };
  await output.file('index.json', encode(index));
  if (forDocker) await writeDockerList(roots, output);
  await output.file('oci-layout', encode({ imageLayoutVersion: '1.0.0' }));
}

async function writeDockerList(roots: readonly ExportRoot[], output: Output): Promise<void> {
  const images = roots.flatMap(({ image }) => image ?? []);
  const items = images.map((image) => {
    const layers = image.layers.map(({ digest }) => layoutName(digest));
    const item = listItem(image, layoutName(image.config.digest), layers);
    return { ...item, LayerSources: layerSources(image) };
  });
  await output.file('manifest.json', encode(items));
  const tops = images.map((image) => {
    const top = image.layers.at(-1)?.diffId ?? image.config.digest;
    return { image, top: digestHex(top) };
  });
  const repositories = repositoriesOf(tops);
  if (repositories !== null) await output.file('repositories', encode(repositories));
}

/** One entry per name; a single one without a name for what has none. */
function namedEntries({ raw, references }: ExportEntry): readonly JsonObject[] {
  if (references.length === 0) return [raw];
  const own = field(raw, 'annotations');
  return references.map((reference) => ({
    ...raw,
    annotations: { ...(isJsonObject(own) ? own : {}), ...annotationsFor(reference) },
  }));
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
