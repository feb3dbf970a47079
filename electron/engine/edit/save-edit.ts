import { rm } from 'node:fs/promises';
import type { ExportLoss } from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { saveImages } from '../export/save-images.ts';
import { makeEdit } from './edit-image.ts';
import type { EditContext, EditRequest, MadeEdit } from './edit-request.ts';

export interface EditDestination {
  readonly format: SaveFormat;
  /** A file, which is replaced; for `oci-layout` a folder that is not there or empty. */
  readonly destination: string;
}

/**
 * Makes a new image of one and writes it. The destination holds the whole image in the end or what it held before, and
 * nothing else stays behind. Rejects like `makeEdit` and `saveImages`.
 */
export async function saveEdit(
  request: EditRequest,
  { format, destination }: EditDestination,
  { signal, progress }: EditContext = {},
): Promise<{ readonly bytes: number; readonly losses: readonly ExportLoss[] }> {
  let past = 0;
  const told = (done: number, total: number): void => {
    past = total;
    progress?.(done, total);
  };
  // A docker archive holds plain tars: packing them would be undone.
  const isPlain = format === 'docker-archive';
  const packing = isPlain ? ({ compression: 'none', level: null } as const) : request.packing;
  const made = await makeEdit({ ...request, packing }, { signal, progress: told });
  try {
    const options = {
      signal,
      progress: (done: number, total: number) => progress?.(past + done, past + total),
    };
    const { selection, losses } = made;
    return { ...(await saveImages({ selection, format, destination }, options)), losses };
  } finally {
    await discardEdit(made);
  }
}

/** Removes the files of an image that was made, once it is written or nobody wants it. */
export async function discardEdit({ files }: MadeEdit): Promise<void> {
  for (const file of files) await rm(file, { force: true });
}
