import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/session.ts';
import { examine } from './examine.ts';
import { makeInput } from './make-input.ts';

/** As many as take some seconds; `npm run fuzz` goes on from here. */
const inputs = 250;

test(`${inputs} archives made by chance open or are refused, twice in the same way`, async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'input');
  for (let number = 1; number <= inputs; number++) {
    writeFileSync(file, await makeInput(number, []));
    const examination = { spoolDir: folder, review: number % 3 === 0 };
    const first = await examine(file, examination).catch((cause: unknown) => {
      throw new Error(`input ${number}`, { cause });
    });
    expect(await examine(file, examination), `input ${number}`).toBe(first);
  }
}, 120_000);
