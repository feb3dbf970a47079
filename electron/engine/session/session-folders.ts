import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasEnded, newOwner, parseOwner } from '../store/lock-owner.ts';
import type { SessionFolders } from './session.ts';

const ownerFile = 'owner.json';
/** Milliseconds after which a folder that names no owner is nobody's: it is named right after it is made. */
const unownedFor = 60 * 60 * 1000;

/**
 * The folders of one session below the user's cache folder. Without a place for a cache, as in a container with a
 * read-only home, everything works and nothing is kept.
 */
export function makeSessionFolders(cacheFolder: string): SessionFolders {
  const spoolDir = path.join(spoolFolders(cacheFolder), randomUUID());
  try {
    mkdirSync(spoolDir, { recursive: true });
    writeFileSync(path.join(spoolDir, ownerFile), JSON.stringify(newOwner()));
    return { cacheDir: path.join(cacheFolder, 'layers'), spoolDir };
  } catch {
    return { cacheDir: null, spoolDir: mkdtempSync(path.join(tmpdir(), 'layerscope-')) };
  }
}

/** Removes what a session keeps only while it lasts. */
export function removeSessionFolders({ spoolDir }: SessionFolders): Promise<void> {
  return rm(spoolDir, { recursive: true, force: true });
}

/** Removes the copies of archives that processes left which were killed: each is as large as an image. Never rejects. */
export async function sweepSpools(cacheFolder: string): Promise<void> {
  const spools = spoolFolders(cacheFolder);
  for (const name of await readdir(spools).catch(() => [])) {
    const spool = path.join(spools, name);
    if (await isAbandoned(spool)) await rm(spool, { recursive: true, force: true }).catch(() => {});
  }
}

async function isAbandoned(spool: string): Promise<boolean> {
  const text = await readFile(path.join(spool, ownerFile), 'utf8').catch(() => '');
  const owner = parseOwner(text);
  if (owner !== null) return hasEnded(owner);
  const made = await stat(spool).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs > unownedFor;
}

function spoolFolders(cacheFolder: string): string {
  return path.join(cacheFolder, 'spool');
}
