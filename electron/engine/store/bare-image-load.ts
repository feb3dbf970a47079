import type { Problem } from '../../../shared/model/problem.ts';
import { bareDocuments, obstacleOf, type BareDocuments, type BareImage } from './bare-image.ts';
import { wantedMade, type BlobIntake, type WantedBlob } from './blob-intake.ts';
import type { LayerRecord } from './layer-records.ts';
import { descriptorOf, type MadeDocument } from './made-documents.ts';
import { refusal, refusalOfBlob } from './refusal.ts';
import type { RootLoad, RootOutcome } from './root-load.ts';

/** Loads an image that has no manifest of its own: it gets one, its config stays to the byte. */
export class BareImageLoad implements RootLoad {
  readonly #bare: BareImage;
  #layers: readonly WantedBlob[] = [];
  #problem: Problem | null = null;
  #documents: BareDocuments | null = null;

  constructor(bare: BareImage) {
    this.#bare = bare;
  }

  readonly prepare = (intake: BlobIntake): void => {
    this.#problem = obstacleOf(this.#bare);
    if (this.#problem !== null) return;
    this.#layers = this.#bare.layers.flatMap((layer) => {
      if (layer === null) return [];
      const { location, digest, diffId } = layer;
      return [{ location, digest, diffId, isLayer: true, plainIfOdd: true }];
    });
    for (const layer of this.#layers) intake.want(layer);
  };

  readonly describe = (intake: BlobIntake): void => {
    const { image, source } = this.#bare;
    const records: LayerRecord[] = [];
    for (const [position, layer] of this.#layers.entries()) {
      const outcome = intake.outcome(layer);
      const name = source.layers[position]?.name ?? '';
      this.#problem ??= refusalOfBlob(outcome, name, position);
      if (outcome?.kind === 'stored' && outcome.record !== null) records.push(outcome.record);
    }
    if (this.#problem !== null) return;
    this.#documents = bareDocuments(
      this.#bare,
      records.map(({ digest, diffId, storedBytes: bytes, compression }) => {
        return { digest, diffId, bytes, compression };
      }),
    );
    if (this.#documents === null) this.#problem = refusal('config-invalid', image.key);
    else for (const each of made(this.#documents)) intake.want(wantedMade(each));
  };

  readonly finish = (intake: BlobIntake): RootOutcome => {
    const { key, references } = this.#bare.image;
    const documents = this.#documents;
    for (const each of made(documents)) {
      this.#problem ??= refusalOfBlob(intake.outcome(wantedMade(each)), key);
    }
    if (documents === null || this.#problem !== null) {
      const problem = this.#problem ?? refusal('config-invalid', key);
      return { entries: [], loaded: [], refused: [{ key, references, problem }] };
    }
    const { config, manifest } = documents;
    const loaded = { key, manifestDigest: manifest.digest, id: config.digest };
    const entries = [{ raw: descriptorOf(manifest), references }];
    return { entries, loaded: [loaded], refused: [] };
  };
}

function made(documents: BareDocuments | null): readonly MadeDocument[] {
  return documents === null ? [] : [documents.config, documents.manifest];
}
