import { parseDigest } from '../../../shared/model/digest.ts';
import type { ImageDocuments } from '../../../shared/model/image.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { field, parseJson, textMapOf } from '../image/json.ts';

/** The image that this one was built on (OCI image-spec, annotations.md, pre-defined annotation keys). */
const nameKey = 'org.opencontainers.image.base.name';
const digestKey = 'org.opencontainers.image.base.digest';

type Place = Extract<BaseHint, { how: 'annotation' }>['place'];

/** What an image's manifest (annotations) and config (labels, where builders put the same keys) say of its base. */
export function documentHints(documents: ImageDocuments): readonly BaseHint[] {
  const manifest = valueOf(documents.manifest);
  const config = valueOf(documents.config);
  return [
    ...annotationHints('manifest', textMapOf(field(manifest, 'annotations'))),
    ...annotationHints('label', textMapOf(field(field(config, 'config'), 'Labels'))),
  ];
}

/** The base that a set of annotations names: one hint, or none. */
export function annotationHints(
  place: Place,
  annotations: ReadonlyMap<string, string>,
): readonly BaseHint[] {
  const reference = annotations.get(nameKey)?.trim() || null;
  const digest = parseDigest(annotations.get(digestKey)?.trim());
  if (reference === null && digest === null) return [];
  return [{ how: 'annotation', place, reference, digest }];
}

function valueOf(document: string | null): unknown {
  if (document === null) return null;
  const parsed = parseJson(Buffer.from(document));
  return parsed.ok ? parsed.value : null;
}
