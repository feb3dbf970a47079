import { basename } from 'node:path';
import type { LoadResult } from '../../../shared/model/store.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { inflate } from '../bytes/inflate.ts';
import { locateFile, openBlob, readStart } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression, sniffTar } from '../bytes/sniff.ts';
import { mediaTypes } from '../image/media-type.ts';
import { wantedMade, type BlobIntake, type WantedBlob } from './blob-intake.ts';
import type { BareDocuments } from './bare-image.ts';
import { applyChanges, type ContainerConfig } from './change-instructions.ts';
import { refuseForeign } from './ensure-store.ts';
import { loadRoots } from './load.ts';
import type { RootLoad, RootOutcome } from './root-load.ts';
import { descriptorOf, makeDocument, makeManifest } from './made-documents.ts';
import { nameToGive } from './place-reference.ts';
import { refusal, refusalOfBlob } from './refusal.ts';
import { withLock } from './store-lock.ts';
import type { StoreOptions } from './store-work.ts';

export interface ImportRequest {
  /** A tar of a root file system; plain, gzip, zstd, xz or bzip2. */
  readonly path: string;
  /** Names to give; none is allowed. */
  readonly references: readonly string[];
  /** Dockerfile instructions, as `docker import --change` takes them. */
  readonly changes: readonly string[];
  /** Default: linux/amd64. */
  readonly platform?: Platform | undefined;
  /** RFC 3339. Default: now. */
  readonly created?: string | undefined;
  /** Default: `Imported from -`, as Docker says. */
  readonly message?: string | undefined;
}

/**
 * Makes an image of one layer from a root file system tar, like `docker import`. The tar is kept as it comes, gzip and
 * zstd included. Rejects with `EngineError` `not-an-image` when it is no tar, `change-invalid`, `reference-invalid`,
 * `layer-unavailable` when it is damaged, and like `loadArchive`.
 */
export async function importRootFs(
  folder: string,
  request: ImportRequest,
  options: StoreOptions = {},
): Promise<LoadResult> {
  refuseForeign(folder);
  const references = request.references.map(nameToGive);
  const container = applyChanges(request.changes);
  const location = locateFile(request.path);
  if (!(await startsLikeTar(location))) {
    throw new EngineError('not-an-image', { name: basename(request.path) });
  }
  const load = new RootFsLoad({ ...request, references }, container, location);
  const result = await withLock(folder, options, (lock) =>
    loadRoots(folder, lock, [load], '', options),
  );
  if (result.refused.length > 0) throw new EngineError('layer-unavailable');
  return result;
}

class RootFsLoad implements RootLoad {
  readonly #request: ImportRequest;
  readonly #container: ContainerConfig;
  readonly #wanted: WantedBlob;
  #documents: BareDocuments | null = null;

  constructor(request: ImportRequest, container: ContainerConfig, location: FileRange) {
    this.#request = request;
    this.#container = container;
    this.#wanted = { location, digest: null, diffId: null, isLayer: true, plainIfOdd: true };
  }

  readonly prepare = (intake: BlobIntake): void => intake.want(this.#wanted);

  readonly describe = (intake: BlobIntake): void => {
    const outcome = intake.outcome(this.#wanted);
    if (outcome?.kind !== 'stored' || outcome.record === null) return;
    const { diffId, digest, storedBytes: bytes, compression } = outcome.record;
    const config = makeDocument(this.#config(diffId), mediaTypes.config);
    const manifest = makeManifest(config, [{ digest, bytes, compression }]);
    this.#documents = { config, manifest };
    for (const each of [config, manifest]) intake.want(wantedMade(each));
  };

  readonly finish = (intake: BlobIntake): RootOutcome => {
    const { references, path } = this.#request;
    const key = basename(path);
    if (this.#documents === null) {
      const problem =
        refusalOfBlob(intake.outcome(this.#wanted), key) ?? refusal('layer-damaged', key);
      return { entries: [], loaded: [], refused: [{ key, references, problem }] };
    }
    const { config, manifest } = this.#documents;
    const loaded = [{ key, manifestDigest: manifest.digest, id: config.digest }];
    return { entries: [{ raw: descriptorOf(manifest), references }], loaded, refused: [] };
  };

  #config(diffId: string): Readonly<Record<string, unknown>> {
    const { platform, created, message } = this.#request;
    const time = created ?? new Date().toISOString();
    const variant = platform?.variant ?? '';
    return {
      created: time,
      architecture: platform?.architecture || 'amd64',
      os: platform?.os || 'linux',
      ...(variant === '' ? {} : { variant }),
      config: this.#container,
      rootfs: { type: 'layers', diff_ids: [diffId] },
      history: [{ created: time, comment: message ?? 'Imported from -' }],
    };
  }
}

/** Whether the beginning, decompressed, is that of a tar. */
async function startsLikeTar(location: FileRange): Promise<boolean> {
  const source = openBlob(location);
  try {
    let isTar = false;
    await inflate(source, sniffCompression(readStart(source, sniffBytes)), (bytes) => {
      isTar = sniffTar(bytes) === 'tar';
      return false;
    });
    return isTar;
  } finally {
    source.close();
  }
}
