import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FuzzTarget } from '../fuzz-target.ts';
import { runLibraryInput, spoilLibrary } from './library-input.ts';

/** One input of so many is examined twice, another one pruned before it is repaired. */
const repeatEvery = 8;

/** Libraries of which files were spoiled, and which are listed, read, checked, changed and mended. */
export const libraryTarget: FuzzTarget = {
  name: 'library',

  run: (number, { folder, pipe }) =>
    runLibraryInput(number, {
      folder,
      pipe,
      twice: number % repeatEvery === 0,
      pruneFirst: number % repeatEvery === 4,
    }),

  keep: async (number, { folder }, into) => {
    const done = await spoilLibrary(number, folder, path.join(into, String(number)), null);
    writeFileSync(path.join(into, `${number}.txt`), `${done.join('\n')}\n`);
  },
};
