import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { writeMembers } from '../../fixtures/outer.ts';
import { manyImages } from '../../fixtures/many-images.ts';

/** The size of library that is measured. */
export const librarySize = { images: 200, layers: 2000 } as const;

export interface LibraryInput {
  /** An OCI layout as another program would hand it over. */
  readonly layout: string;
  /** The layer store with all of it. */
  readonly store: string;
}

/** A layout of 200 images with 2,000 layers, and a store that it was loaded into. Kept from run to run. */
export async function prepareLibrary(say: (text: string) => void): Promise<LibraryInput> {
  const kept = process.env['LAYERSCOPE_BENCH_FOLDER'] ?? path.join(tmpdir(), 'layerscope-bench');
  const folder = path.join(kept, 'library');
  const input = { layout: path.join(folder, 'layout'), store: path.join(folder, 'store') };
  if (existsSync(folder)) return input;
  say('making the library, once');
  const draft = `${folder}-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const layout = path.join(draft, 'layout');
  await writeMembers(await manyImages(librarySize.images, librarySize.layers), layout);
  const archive = await openArchive(layout, { spoolDir: draft });
  const select = { kind: 'all' } as const;
  await loadArchive(path.join(draft, 'store'), { path: layout, archive, select });
  renameSync(draft, folder);
  return input;
}
