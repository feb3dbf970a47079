import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { planEdit } from '../../../electron/engine/edit/edit-image.ts';
import { saveEdit } from '../../../electron/engine/edit/save-edit.ts';
import type {
  EditAction,
  EditContext,
  EditPlan,
  EditRequest,
} from '../../../electron/engine/edit/edit-request.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { sha256 } from '../../fixtures/image.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { listed, storedLayers, tarOf } from '../../fixtures/tree-export.ts';

/** A new image made of the first one of an archive. */
export interface Edited {
  /** The archive that was written. */
  readonly path: string;
  readonly archive: Archive;
  readonly plan: EditPlan;
  /** What was left in the spool folder afterwards. */
  readonly leftOver: readonly string[];
}

export interface EditChoice extends Partial<Pick<EditRequest, 'packing' | 'reference'>> {
  readonly format?: SaveFormat;
  readonly folder?: string;
  readonly context?: EditContext;
}

export async function requestFor(
  archivePath: string,
  steps: readonly EditAction[],
  { packing, reference, folder = temporaryFolder() }: EditChoice = {},
): Promise<EditRequest> {
  const archive = await openArchive(archivePath, { spoolDir: folder });
  const spoolDir = path.join(folder, randomUUID());
  mkdirSync(spoolDir);
  return {
    source: { path: archivePath, archive },
    image: archive.contents.images[0]!.key,
    steps,
    reference: reference ?? null,
    packing: packing ?? { compression: 'none', level: null },
    spoolDir,
    cacheDir: null,
  };
}

export async function edited(
  archivePath: string,
  steps: readonly EditAction[],
  choice: EditChoice = {},
): Promise<Edited> {
  const { format = 'docker-archive', folder = temporaryFolder() } = choice;
  const request = await requestFor(archivePath, steps, { ...choice, folder });
  const plan = await planEdit(request);
  const destination = path.join(folder, `${randomUUID()}.out`);
  await saveEdit(request, { format, destination }, choice.context);
  const archive = await openArchive(destination, { spoolDir: folder });
  return { path: destination, archive, plan, leftOver: readdirSync(request.spoolDir) };
}

export async function readArchive(archivePath: string): Promise<ReadImage> {
  return readWhole(await testSession().open(archivePath, unwatchedJob()));
}

/** Names all that is there after a layer: paths, types, attributes, contents, and which names share a file. */
export async function filesAfter(image: ReadImage, layer: number): Promise<string> {
  return sha256(await tarOf(listed(image.tree, { layer }), storedLayers(image)));
}

export function configOf(archive: Archive): Record<string, unknown> {
  const [image] = archive.images.values();
  return JSON.parse(image?.documents.config ?? '{}');
}
