import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LibraryState } from '../../shared/model/library.ts';
import { openArchive } from '../../electron/engine/archive/open-archive.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { loadArchive } from '../../electron/engine/store/load.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import { image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { ownThreadPatterns } from '../fixtures/own-thread-patterns.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';

test('what another program keeps in the store is told', async () => {
  const folder = temporaryFolder();
  const store = path.join(folder, 'library');
  const engine = createEngine({
    cacheFolder: path.join(folder, 'cache'),
    storeFolder: store,
    tasks: new InlineRunner(),
    patterns: ownThreadPatterns(),
  });
  onTestFinished(() => engine.stop());
  const told = new Promise<LibraryState>((resolve) => {
    engine.onEvent(({ name, payload }) => {
      if (name === 'library' && payload.images.length > 0) resolve(payload);
    });
  });
  const archivePath = path.join(folder, 'image.tar');
  const recipe = image({ ref: 'app:1', layers: [layer(file('a', '1'))] });
  writeFileSync(archivePath, await packMembers(await ociMembers([recipe])));
  const archive = await openArchive(archivePath, { spoolDir: folder });
  await loadArchive(store, { path: archivePath, archive, select: { kind: 'all' } });
  expect((await told).images[0]?.image.references).toEqual(['app:1']);
}, 20_000);
