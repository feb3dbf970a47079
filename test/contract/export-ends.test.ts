import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { WorkerPool } from '../../electron/engine/worker/worker-pool.ts';
import type { ExportRequest } from '../../shared/model/export.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';

import { openedImage, outFolder, code } from './exported-images.ts';
import type { Opened } from './exported-images.ts';
const worker = path.resolve(import.meta.dirname, '../../dist/engine/worker.js');

// On the engine's own thread no message comes through while something is being written.
describe.skipIf(!existsSync(worker))('an export that ends early (built by "npm run build")', () => {
  const large = image({
    ref: 'large:1',
    layers: [
      compressed(layer(file('large', Buffer.alloc(24_000_000, 'layerscope '))), 'gzip'),
      layer(file('plain', Buffer.alloc(8_000_000, 'x'))),
    ],
  });

  /** Each kind of export of an image that takes a moment. */
  function requests(choice: Opened['choice']): readonly ExportRequest[] {
    const packing = { compression: 'gzip', level: 9 } as const;
    const files = { what: 'files', ...choice, layer: 1, alone: false, nodes: [0] } as const;
    const layers = { what: 'layers', ...choice, level: null } as const;
    return [
      { ...layers, layers: [0], format: 'gzip' },
      { ...layers, layers: [0, 1], format: 'tar' },
      { ...layers, layers: [0, 1], format: 'folder' },
      { ...files, format: 'tar', special: false },
      { ...files, format: 'folder', special: false },
      { what: 'images', images: [choice], format: 'docker-archive', packing: null },
      { what: 'images', images: [choice], format: 'oci-archive', packing },
      { what: 'images', images: [choice], format: 'oci-layout', packing: null },
      {
        what: 'edit',
        ...choice,
        steps: [{ edit: 'squash', from: 0, to: 1 }],
        reference: null,
        format: 'oci-archive',
        packing,
      },
    ];
  }

  test('because it was cancelled or its source closed, leaves nothing', async () => {
    for (const way of ['cancel', 'close'] as const) {
      const running = run(undefined, new WorkerPool(pathToFileURL(worker), 2));
      const { window, control } = running;
      const source = path.join(running.folder, 'large.tar');
      writeFileSync(source, await packMembers(await dockerMembers([large])));
      for (let at = 0; at < requests({ grant: libraryGrant, image: '' }).length; at++) {
        const { choice, grant } = openedImage(await openPath(running, source), 'large:1');
        await window.call('image.read', choice);
        const request = requests(choice)[at]!;
        const folder = outFolder(running);
        const ended: Promise<unknown>[] = [];
        const stop = window.on('job', ({ id, kind }) => {
          if (kind !== 'save' && kind !== 'edit') return;
          stop();
          ended.push(
            way === 'cancel'
              ? window.call('job.cancel', { job: id })
              : control.call('source.close', { grant }),
          );
        });
        const destination = path.join(folder, 'result');
        const writing = control.call('export.run', { request, destination, rule: 'ask' });
        // What is closed before it has been looked up is not open any more.
        const codes = way === 'cancel' ? ['cancelled'] : ['cancelled', 'source-closed'];
        expect(codes).toContain(await code(writing));
        await Promise.all(ended);
        expect(readdirSync(folder)).toEqual([]);
      }
      const jobs = await window.call('job.list', {});
      expect(jobs.filter(({ kind }) => kind !== 'prove')).toEqual([]);
    }
  });

  test('because the engine stops, leaves nothing', async () => {
    for (let at = 0; at < requests({ grant: libraryGrant, image: '' }).length; at++) {
      const running = run(undefined, new WorkerPool(pathToFileURL(worker), 2));
      const { window, control } = running;
      const source = path.join(running.folder, 'large.tar');
      writeFileSync(source, await packMembers(await dockerMembers([large])));
      const { choice } = openedImage(await openPath(running, source), 'large:1');
      await window.call('image.read', choice);
      const folder = outFolder(running);
      const begun = new Promise<void>((resolve) => {
        window.on('job', ({ kind, done }) => {
          if ((kind === 'save' || kind === 'edit') && done > 0) resolve();
        });
      });
      const request = requests(choice)[at]!;
      const destination = path.join(folder, 'result');
      const writing = code(control.call('export.run', { request, destination, rule: 'ask' }));
      // What is done before anything is told of it has nothing to put away.
      await Promise.race([begun, writing]);
      await control.call('engine.stop', {});
      const left = (await writing) === 'answered' ? ['result'] : [];
      expect(readdirSync(folder)).toEqual(left);
    }
  });
});
