import path from 'node:path';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { edited, filesAfter, readArchive } from './edits.ts';

/** What an archive may be refused for: a part is not there, is not what the documents say, or cannot be taken apart. */
const refusals = new Set(['image-incomplete', 'blob-damaged', 'limit-reached', 'not-an-image']);
const rows = fixtureRows().filter(({ images }) => images > 0);

test.skipIf(rows.length === 0)(
  'the first image of every archive, squashed in two ways, has the same files',
  { timeout: 600_000 },
  async () => {
    const outcomes = { same: 0, refused: 0 };
    for (const row of rows) {
      const source = path.join(fixturesFolder ?? '', row.path);
      if (!existsSync(source)) continue;
      const folder = temporaryFolder();
      const opened = await openArchive(source, { spoolDir: folder }).catch(() => null);
      const layers = opened?.contents.images[0]?.layers.length ?? 0;
      if (layers === 0) continue;
      const before = await readArchive(source);
      if (before.tree.problems.some(({ code }) => code === 'hard-link-broken')) continue;
      for (const from of new Set([0, Math.floor(layers / 2)])) {
        try {
          const step = { edit: 'squash', from, to: layers - 1 } as const;
          const after = await readArchive((await edited(source, [step], { folder })).path);
          const files = await filesAfter(before, layers - 1);
          expect(await filesAfter(after, from), row.path).toBe(files);
          outcomes.same++;
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          expect(refusals, `${row.path} ${error.message}`).toContain(error.failure.code);
          outcomes.refused++;
        }
      }
    }
    console.log(`${outcomes.same} squashed alike, ${outcomes.refused} refused`);
    expect(outcomes.same).toBeGreaterThan(100);
    expect(outcomes.refused).toBeLessThan(outcomes.same / 2);
  },
);
