import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asPlainUser, canBePlainUser } from '../fixtures/plain-user.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { targetOf } from './targets.ts';

/** As many as take some seconds; `npm run fuzz` goes on from here. */
const inputs = 200;

test(`${inputs} inputs made by chance are shown or refused, and harm nothing`, async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  const seen = new Set<string>();
  const run = async (): Promise<void> => {
    for (let number = 1; number <= inputs; number++) {
      const target = targetOf(number, null);
      seen.add(target.name);
      await target.run(number, { seeds: [], folder, pipe: null }).catch((cause: unknown) => {
        throw new Error(`input ${number}, ${target.name}`, { cause });
      });
    }
  };
  // Files without rights are nothing to root.
  await (canBePlainUser ? asPlainUser(run) : run());
  expect(seen).toEqual(new Set(['archive', 'library', 'comparison', 'export']));
}, 120_000);
