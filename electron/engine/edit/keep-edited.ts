import type { LoadResult } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ExportBlob, ExportRoot } from '../export/export-selection.ts';
import { parseDescriptor } from '../image/descriptor.ts';
import type { BlobIntake, WantedBlob } from '../store/blob-intake.ts';
import { refuseForeign } from '../store/ensure-store.ts';
import { loadRoots } from '../store/load.ts';
import { refusal, refusalOfBlob } from '../store/refusal.ts';
import type { RootLoad, RootOutcome } from '../store/root-load.ts';
import { withLock } from '../store/store-lock.ts';
import type { StoreOptions } from '../store/store-work.ts';
import type { MadeEdit } from './edit-request.ts';

/**
 * Keeps an image that was made in the store in `folder`, which is made when it is not there; a name that stood for
 * another image moves. What the store has of it already is not written again. Rejects with `EngineError`
 * `blob-damaged` when a layer is not what it is said to be, and like `loadArchive`. The files stay the caller's.
 */
export async function keepEdited(
  folder: string,
  { selection }: MadeEdit,
  options: StoreOptions = {},
): Promise<LoadResult> {
  refuseForeign(folder);
  const loads = selection.roots.map((root) => new EditedLoad(root));
  const result = await withLock(folder, options, (lock) =>
    loadRoots(folder, lock, loads, '', options),
  );
  const [refused] = result.refused;
  if (refused !== undefined) throw new EngineError('blob-damaged', { name: refused.key });
  return result;
}

class EditedLoad implements RootLoad {
  readonly #root: ExportRoot;
  readonly #layers: readonly WantedBlob[];
  readonly #documents: readonly WantedBlob[];

  constructor(root: ExportRoot) {
    this.#root = root;
    const layers = root.image?.layers ?? [];
    this.#layers = layers.map(({ location, digest, diffId, packed }) => {
      return { location, digest, diffId, isLayer: true, plainIfOdd: packed !== 'none' };
    });
    const known = new Set(layers.map(({ digest }) => digest));
    this.#documents = root.blobs.filter(({ digest }) => !known.has(digest)).map(wantedDocument);
  }

  readonly prepare = (intake: BlobIntake): void => {
    for (const layer of this.#layers) intake.want(layer);
  };

  readonly describe = (intake: BlobIntake): void => {
    for (const document of this.#documents) intake.want(document);
  };

  readonly finish = (intake: BlobIntake): RootOutcome => {
    const { entries, image } = this.#root;
    const references = entries.flatMap((entry) => entry.references);
    const manifestDigest = parseDescriptor(entries[0]?.raw)?.digest ?? null;
    const key = image?.config.digest ?? '';
    for (const blob of [...this.#layers, ...this.#documents]) {
      const problem = refusalOfBlob(intake.outcome(blob), blob.digest ?? '');
      if (problem !== null) {
        return { entries: [], loaded: [], refused: [{ key, references, problem }] };
      }
    }
    if (image === null || manifestDigest === null) {
      const problem = refusal('manifest-invalid', key);
      return { entries: [], loaded: [], refused: [{ key, references, problem }] };
    }
    const loaded = [{ key, manifestDigest, id: image.config.digest }];
    return { entries, loaded, refused: [] };
  };
}

function wantedDocument({ location, digest }: ExportBlob): WantedBlob {
  return { location, digest, diffId: null, isLayer: false, plainIfOdd: false };
}
