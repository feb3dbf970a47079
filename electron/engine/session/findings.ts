import type { Findings } from '../../../shared/model/findings.ts';
import type { Image, ImageDocuments } from '../../../shared/model/image.ts';
import { EngineError, isCancelled } from '../bytes/engine-error.ts';
import { configSecrets, longestReveal } from '../findings/config-secrets.ts';
import { historySecrets } from '../findings/history-secrets.ts';
import { findLeftovers } from '../findings/leftovers.ts';
import { listSecrets } from '../findings/list-secrets.ts';
import type { ListedSecret } from '../findings/list-secrets.ts';
import { unpacked } from '../findings/packed-file.ts';
import { findPermissions } from '../findings/permissions.ts';
import { shownLine } from '../findings/shown-line.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { runSliced } from '../tree/slices.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import { endedBy } from './jobs.ts';
import type { AsJob, RunningJob } from './jobs.ts';
import { scanLayers } from './secret-scans.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork } from './shared-work.ts';

/** What is said of an image beside its layers. */
export interface ImageSayings {
  readonly image: Image;
  readonly documents: ImageDocuments;
}

/** Findings, and where each of the secrets can be read. */
export interface KnownFindings {
  readonly findings: Findings;
  readonly secrets: readonly ListedSecret[];
}

const known = new WeakMap<ReadImage, SharedWork<KnownFindings>>();

/**
 * What an image still holds that should perhaps not be there. Its files are read the first time, by `asJob`, for all who
 * ask meanwhile; the answer is remembered with the image, and so is what each of its layers held.
 *
 * @throws EngineError `cancelled`
 */
export function findingsOf(
  read: ReadImage,
  sayings: ImageSayings,
  tasks: TaskRunner,
  asJob: AsJob,
  signal?: AbortSignal,
): Promise<KnownFindings> {
  const work = (own: RunningJob): Promise<KnownFindings> =>
    asJob('scan', (job) => find(read, sayings, tasks, endedBy(job, own.signal)));
  return remembered(known, read, work, { signal });
}

async function find(
  read: ReadImage,
  { image, documents }: ImageSayings,
  tasks: TaskRunner,
  job: RunningJob,
): Promise<KnownFindings> {
  const { tree } = read;
  try {
    const scans = await scanLayers(read.layers, tasks, job);
    const said = [...configSecrets(documents.config), ...historySecrets(image.history)];
    const indexes = read.layers.map((layer) => layer?.listed.index ?? null);
    const listed = await runSliced(listSecrets(tree, indexes, scans.layers, said), job.signal);
    const permissions = await runSliced(findPermissions(tree), job.signal);
    const leftovers = await runSliced(findLeftovers(tree), job.signal);
    return {
      secrets: listed.secrets,
      findings: {
        secrets: listed.secrets.map(({ finding }) => finding),
        permissions: permissions.rows,
        leftovers: leftovers.rows,
        unlisted: {
          secrets: listed.unlisted,
          permissions: permissions.unlisted,
          leftovers: leftovers.unlisted,
        },
        scannedFiles: scans.scannedFiles,
        skippedFiles: scans.skippedFiles,
      },
    };
  } catch (error) {
    if (job.signal.aborted && !isCancelled(error)) {
      throw new EngineError('cancelled', {}, { cause: error });
    }
    throw error;
  }
}

/** Characters before a value that are shown with it. */
const shownBefore = 160;

/**
 * The line of a secret in clear, of a longer one its beginning; of a file that is no text its first bytes in hex.
 *
 * @throws EngineError `entry-unknown` for a position where none is, `content-unavailable`, `cancelled`
 */
export async function revealSecret(
  { layers }: ReadImage,
  secrets: readonly ListedSecret[],
  position: number,
  tasks: TaskRunner,
  signal: AbortSignal | undefined,
): Promise<string> {
  const source = secrets[position]?.source;
  if (source === undefined) throw new EngineError('entry-unknown', { secret: position });
  if (source.kind === 'text') return source.text;
  const data = layers[source.layer];
  if (!data) throw new EngineError('content-unavailable');
  const file = {
    layer: data.stored,
    compression: data.listed.compression,
    storedDigest: data.listed.proof?.storedDigest ?? null,
    index: pickEntries(data.listed.index, Uint32Array.of(source.entry)),
  };
  const options = { priority: Priority.interactive, signal };
  if (source.packed) {
    const length = data.listed.index.size[source.entry] ?? 0;
    const content = unpacked(await tasks.run('file.read', { ...file, offset: 0, length }, options));
    if (content === null) throw new EngineError('content-unavailable');
    return shownLine(content, source.start, source.end);
  }
  // Even, as secrets in UTF-16 are: units stay whole.
  const offset = Math.max(0, source.start - shownBefore);
  const bytes = await tasks.run(
    'file.read',
    { ...file, offset, length: shownBefore + longestReveal },
    options,
  );
  return shownLine(bytes, source.start - offset, source.end - offset);
}
