import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { examine } from './examine.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { requireInTime, startTime } from './in-time.ts';
import { makeInput } from './make-input.ts';

/** One input of so many is reviewed whole, and one examined twice: more inputs find more than more questions. */
const reviewEvery = 16;
const repeatEvery = 4;

/** Archives that are opened and asked everything. */
export const archiveTarget: FuzzTarget = {
  name: 'archive',

  run: async (number, { seeds, folder }) => {
    const file = path.join(folder, 'input');
    const input = await makeInput(number, seeds);
    writeFileSync(file, input);
    try {
      const started = startTime();
      const examination = { spoolDir: folder, review: number % reviewEvery === 0 };
      const first = await examine(file, examination);
      requireInTime('it', started);
      if (number % repeatEvery === 0 && (await examine(file, examination)) !== first) {
        throw new Error('the second examination told something else');
      }
      return input.length;
    } finally {
      rmSync(file, { force: true });
    }
  },

  keep: async (number, { seeds }, into) => {
    writeFileSync(path.join(into, `${number}.tar`), await makeInput(number, seeds));
  },
};
