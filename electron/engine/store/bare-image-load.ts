import type { Digest } from '../../../shared/model/digest.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { parseConfig } from '../image/config.ts';
import { parseJson } from '../image/json.ts';
import { madeConfig, takenConfig, wantedLayer } from './bare-image.ts';
import type { BlobIntake, WantedBlob } from './blob-intake.ts';
import type { LayerRecord } from './layer-records.ts';
import type { RootLoad, RootOutcome } from './root-load.ts';
import { descriptorOf, makeManifest, type MadeDocument } from './made-documents.ts';
import { refusal, refusalOfBlob } from './refusal.ts';
import type { BareImage } from './source-roots.ts';
import { writeDocument } from './write-document.ts';

/** Loads an image that has no manifest of its own: it gets one, its config stays to the byte. */
export class BareImageLoad implements RootLoad {
  readonly #folder: string;
  readonly #bare: BareImage;
  #layers: readonly WantedBlob[] = [];
  #problem: Problem | null = null;

  constructor(folder: string, bare: BareImage) {
    this.#folder = folder;
    this.#bare = bare;
  }

  readonly prepare = (intake: BlobIntake): void => {
    this.#problem = obstacleOf(this.#bare);
    if (this.#problem !== null) return;
    this.#layers = this.#bare.source.layers.flatMap((layer) => wantedLayer(layer) ?? []);
    for (const layer of this.#layers) intake.want(layer);
  };

  readonly finish = (intake: BlobIntake): Promise<RootOutcome> => {
    return Promise.resolve(this.#finish(intake));
  };

  #finish(intake: BlobIntake): RootOutcome {
    const { image, source } = this.#bare;
    const records: LayerRecord[] = [];
    for (const [position, layer] of this.#layers.entries()) {
      const outcome = intake.outcome(layer);
      const name = source.layers[position]?.name ?? '';
      this.#problem ??= refusalOfBlob(outcome, name, position);
      if (outcome?.kind === 'stored' && outcome.record !== null) records.push(outcome.record);
    }
    const config = this.#problem === null ? configOf(this.#bare, records) : null;
    if (config === null) {
      const problem = this.#problem ?? refusal('config-invalid', image.key);
      const refused = { key: image.key, references: image.references, problem };
      return { raw: null, references: image.references, loaded: [], refused: [refused] };
    }
    const layers = records.map(({ digest, storedBytes, compression }) => ({
      digest,
      bytes: storedBytes,
      compression,
    }));
    const manifest = makeManifest(config, layers);
    writeDocument(this.#folder, config);
    writeDocument(this.#folder, manifest);
    const loaded = { key: image.key, manifestDigest: manifest.digest, id: config.digest };
    const raw = descriptorOf(manifest);
    return { raw, references: image.references, loaded: [loaded], refused: [] };
  }
}

function configOf(
  { image, source }: BareImage,
  records: readonly LayerRecord[],
): MadeDocument | null {
  if (image.id !== null) return takenConfig(image, source);
  return madeConfig(
    image,
    source,
    records.map(({ diffId }) => diffId),
  );
}

/** Why an image cannot be loaded, as far as its documents tell. */
function obstacleOf({ image, source }: BareImage): Problem | null {
  const { layers } = source;
  const gone = layers.findIndex(({ location }) => location === null);
  if (gone >= 0) return refusal('blob-missing', layers[gone]?.name ?? '', {}, gone);
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
