import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import type { EditRequest } from '../../../electron/engine/edit/edit-request.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file, whiteout } from '../../fixtures/tar.ts';

test('images are edited by tasks, with progress, and nothing but plain data goes over', async () => {
  const folder = temporaryFolder();
  const archivePath = path.join(folder, 'image.tar');
  const layers = [layer(file('a', 'x'.repeat(9000))), layer(whiteout('a'), file('b', 'y'))];
  writeFileSync(archivePath, await packMembers(await dockerMembers([image({ layers })])));
  const spoolDir = temporaryFolder();
  const archive = await openArchive(archivePath, { spoolDir });
  const request: EditRequest = structuredClone({
    source: { path: archivePath, archive },
    image: archive.contents.images[0]!.key,
    steps: [{ edit: 'squash', from: 0, to: 1 }],
    reference: 'made:1',
    packing: { compression: 'gzip', level: 9 },
    spoolDir,
    cacheDir: temporaryFolder(),
  });
  const tasks = new InlineRunner();
  onTestFinished(() => tasks.stop());
  const told: (readonly [number, number | null])[] = [];
  const options = {
    priority: Priority.reading,
    onProgress: (done: number, total: number | null) => void told.push([done, total]),
  };
  const plan = await tasks.run('edit.plan', request, options);
  expect(plan.saved).toMatchObject({ layersBefore: 2, layersAfter: 1 });
  expect(plan.saved.unpackedAfter).toBeLessThan(3000);
  const made = await tasks.run('edit.make', request, options);
  expect(structuredClone(made)).toEqual(made);
  expect(made.files.map((each) => path.dirname(each))).toEqual([spoolDir]);
  const destination = path.join(folder, 'out.tar');
  const where = { format: 'oci-archive', destination } as const;
  const { bytes, losses } = await tasks.run('edit.save', { request, ...where }, options);
  expect(losses).toEqual([]);
  const written = await openArchive(destination, { spoolDir });
  expect(written.contents.images[0]?.layers[0]?.digest).toBe(
    made.selection.roots[0]?.image?.layers[0]?.digest,
  );
  expect(bytes).toBeGreaterThan(1000);
  expect(readdirSync(spoolDir)).toEqual(made.files.map((each) => path.basename(each)));
  expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
});
