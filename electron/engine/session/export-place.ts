import { mkdir, readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { ConflictRule, ExportOutcome } from '../../../shared/model/export.ts';
import { systemCodeOf } from '../bytes/engine-error.ts';
import { freeName, takenIn } from '../export/place-files.ts';
import { outputError } from '../export/write-beside.ts';
import type { OutputPlace } from '../export/write-pieces.ts';

/** Where one file or one new folder goes, or what there is to say instead of writing it. */
export type DecidedPlace =
  | { readonly kind: 'write'; readonly place: OutputPlace }
  | { readonly kind: 'told'; readonly outcome: ExportOutcome };

/**
 * Decides by the rule where something goes that is one file or, with `isFolder`, one folder made anew. An empty folder is
 * not taken. What is replaced is replaced by whoever writes; a folder that holds something is left to it to refuse.
 */
export async function decidePlace(
  wanted: OutputPlace,
  rule: ConflictRule,
  isFolder: boolean,
): Promise<DecidedPlace> {
  if (wanted.kind === 'descriptor' || rule === 'replace') return { kind: 'write', place: wanted };
  const [folder, name] = [path.dirname(wanted.path), path.basename(wanted.path)];
  const taken = await takenIn(folder, [name]);
  if (taken.length === 0 || (isFolder && (await isEmptyFolder(wanted.path)))) {
    return { kind: 'write', place: wanted };
  }
  switch (rule) {
    case 'ask':
      return { kind: 'told', outcome: { kind: 'conflicts', count: 1, names: [name] } };
    case 'keep':
      return { kind: 'told', outcome: { kind: 'done', name, bytes: 0, files: 0, losses: [] } };
    case 'rename': {
      const free = await freeName(folder, name);
      return { kind: 'write', place: { kind: 'file', path: path.join(folder, free) } };
    }
  }
}

/** The name under which something was written; empty for a pipe. */
export function placeName(place: OutputPlace): string {
  return place.kind === 'file' ? path.basename(place.path) : '';
}

async function isEmptyFolder(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.length === 0,
    () => false,
  );
}

/** Works in a folder, which is made when it is not there and is gone again when the work fails. */
export async function inFolder<Result>(
  folder: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const isNew = await madeFolder(folder);
  try {
    return await work(folder);
  } catch (error) {
    // Something of somebody else's in it keeps it there.
    if (isNew) await rmdir(folder).catch(() => {});
    throw error;
  }
}

/** False when it was there. */
async function madeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw outputError(error, path.basename(folder));
  }
}
