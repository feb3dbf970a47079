import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../shared/model/export.ts';
import type { Grant } from '../../shared/model/source.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { run } from './running-engine.ts';

import { openBoth, outFolder, code } from './exported-images.ts';
describe('a window that asks for what is not there', () => {
  test('gets plain failures', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    await running.window.call('image.read', choice);
    const destination = path.join(outFolder(running), 'out');
    const layers = { what: 'layers', ...choice, layers: [0], format: 'tar', level: null } as const;
    const files = {
      what: 'files',
      ...choice,
      layer: 1,
      alone: false,
      nodes: [0],
      format: 'tar',
      special: false,
    } as const;
    const images = {
      what: 'images',
      images: [choice],
      format: 'oci-archive',
      packing: null,
    } as const;
    const edit = {
      what: 'edit',
      ...choice,
      steps: [{ edit: 'drop', layers: 1 }],
      reference: null,
      format: 'oci-archive',
      packing: { compression: 'none', level: null },
    } as const;
    const closed = { ...choice, grant: randomUUID() as string as Grant };
    const unknown = { ...choice, image: 'none' };
    const wrong: readonly (readonly [ExportRequest, string])[] = [
      [{ ...layers, ...closed }, 'source-closed'],
      [{ ...layers, ...unknown }, 'image-unknown'],
      [{ ...layers, layers: [2] }, 'arguments-invalid'],
      [{ ...layers, layers: [0, 2 ** 32] }, 'arguments-invalid'],
      [{ ...layers, layers: [2], format: 'folder' }, 'arguments-invalid'],
      [{ ...files, ...closed }, 'source-closed'],
      [{ ...files, ...unknown }, 'image-unknown'],
      [{ ...files, layer: 2 }, 'arguments-invalid'],
      [{ ...files, layer: 2 ** 32 }, 'arguments-invalid'],
      [{ ...files, nodes: [0, 9999] }, 'entry-unknown'],
      [{ ...files, nodes: [2 ** 32] }, 'entry-unknown'],
      [{ ...images, images: [choice, closed] }, 'source-closed'],
      [{ ...images, images: [choice, unknown] }, 'image-unknown'],
      [{ what: 'delta', ...choice, base: closed, format: 'oci-archive' }, 'source-closed'],
      [{ what: 'delta', ...choice, base: unknown, format: 'oci-archive' }, 'image-unknown'],
      [{ what: 'join', ...unknown, base: choice, format: 'oci-archive' }, 'image-unknown'],
      [{ ...edit, ...closed }, 'source-closed'],
      [{ ...edit, ...unknown }, 'image-unknown'],
      [{ ...edit, steps: [{ edit: 'drop', layers: 99 }] }, 'arguments-invalid'],
      [{ ...edit, steps: [{ edit: 'squash', from: 1, to: 0 }] }, 'arguments-invalid'],
      [{ ...edit, steps: [{ edit: 'config', changes: ['RUN x'] }] }, 'change-invalid'],
    ];
    for (const [at, [request, expected]] of wrong.entries()) {
      const planned = code(running.window.call('export.plan', { request }));
      expect(`${at} ${await planned}`).toBe(`${at} ${expected}`);
      const ran = code(running.control.call('export.run', { request, destination, rule: 'ask' }));
      expect(`${at} ${await ran}`).toBe(`${at} ${expected}`);
    }
    expect(readdirSync(path.dirname(destination))).toEqual([]);
    const nowhere = code(
      running.control.call('export.run', { request: layers, destination: null, rule: 'ask' }),
    );
    expect(await nowhere).toBe('arguments-invalid');
  });

  test('is refused what no request can be', async () => {
    const { window } = run();
    const choice = { grant: libraryGrant, image: 'x' };
    const wrong: readonly unknown[] = [
      { what: 'layers', ...choice, layers: [], format: 'tar', level: null },
      { what: 'layers', ...choice, layers: [-1], format: 'tar', level: null },
      { what: 'layers', ...choice, layers: [0.5], format: 'tar', level: null },
      { what: 'layers', ...choice, layers: [0], format: 'rar', level: null },
      { what: 'layers', ...choice, layers: [0], format: 'gzip', level: 99 },
      { what: 'layers', ...choice, layers: [0], format: 'tar', level: null, path: '/etc' },
      { what: 'layers', grant: '/etc', image: 'x', layers: [0], format: 'tar', level: null },
      {
        what: 'files',
        ...choice,
        layer: 0,
        alone: false,
        nodes: [],
        format: 'tar',
        special: false,
      },
      { what: 'images', images: [], format: 'oci-archive', packing: null },
      { what: 'images', images: [choice], format: 'dir', packing: null },
      {
        what: 'images',
        images: [choice],
        format: 'oci-archive',
        packing: { compression: 'xz', level: null },
      },
      { what: 'delta', ...choice, base: null, format: 'oci-archive' },
      {
        what: 'edit',
        ...choice,
        steps: [],
        reference: null,
        format: null,
        packing: { compression: 'none', level: null },
      },
      {
        what: 'edit',
        ...choice,
        steps: [{ edit: 'append', path: '/etc/passwd', message: '' }],
        reference: null,
        format: null,
        packing: { compression: 'none', level: null },
      },
      { what: '__proto__' },
      null,
      'layers',
    ];
    for (const request of wrong) {
      // What a hijacked page may send has no type.
      const call = window.call('export.plan', { request: request as ExportRequest });
      expect(await code(call)).toBe('arguments-invalid');
    }
  });
});
