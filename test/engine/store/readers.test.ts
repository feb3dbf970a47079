import { expect, test } from 'vitest';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { planRemoval } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { file } from '../../fixtures/tar.ts';
import { loadAll, newStore, writeArchive } from './store-folder.ts';

test('readers see whole images while others load and remove', async () => {
  const store = newStore();
  const paths = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const each = image({
        ref: `app:${number}`,
        layers: [layer(file('f', `${number}`.repeat(9000)))],
      });
      return writeArchive(await dockerMembers([each]));
    }),
  );
  await loadAll(store, paths[0] ?? '');
  let isOver = false;
  async function write(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      for (const path of paths) await loadAll(store, path);
      const plan = planRemoval(await readLibrary(store), ['app:2', 'app:3']);
      await removePlanned(store, plan);
    }
    isOver = true;
  }
  const seen = new Set<number>();
  async function read(): Promise<void> {
    while (!isOver) {
      const library = await readLibrary(store);
      seen.add(library.images.length);
      expect(library.problems).toEqual([]);
      expect(library.images.every(({ complete }) => complete)).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await Promise.all([write(), read(), read()]);
  expect(seen).toContain(1);
});
