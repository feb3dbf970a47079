import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { locateFile } from '../../../electron/engine/bytes/random-access.ts';
import { exportImages } from '../../../electron/engine/export/export-images.ts';
import { exportLayer } from '../../../electron/engine/export/export-layer.ts';
import { exportLayers } from '../../../electron/engine/export/export-layers.ts';
import { inlineExportWork } from '../../../electron/engine/export/export-work.ts';
import { selectFromSource } from '../../../electron/engine/store/select-from-source.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { file } from '../../fixtures/tar.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { failureOf } from '../archive/opening.ts';
import { open, workFolder, writeArchive } from '../store/store-folder.ts';

const disk = join(workFolder, 'small-disk');
mkdirSync(disk);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
const canMount = process.platform === 'linux' && mounted.status === 0;
if (!canMount)
  console.warn('No small disk can be mounted here: exports to a full one are not tested.');
afterAll(() => void (canMount && spawnSync('umount', [disk])));

describe.skipIf(!canMount)('a disk that is too small', () => {
  // Noise packs to its own size, which no plan knows beforehand.
  const large = layer(file('noise', noise(3_000_000, 9)));

  test('holds nothing after a layer', async () => {
    const path = join(workFolder, randomUUID());
    writeFileSync(path, noise(3_000_000, 4));
    const stored = {
      location: locateFile(path),
      compression: 'none',
      digest: null,
      diffId: null,
    } as const;
    for (const format of ['blob', 'tar', 'gzip', 'zstd'] as const) {
      const place = { kind: 'file', path: join(disk, 'x') } as const;
      const work = exportLayer({ layer: stored, format, level: null, place });
      expect(await failureOf(work)).toBe('disk-full');
      expect(readdirSync(disk)).toEqual([]);
      const sizes = { compression: 'none', storedBytes: 3_000_000, unpackedBytes: null } as const;
      const several = exportLayers(
        {
          layers: [{ ...sizes, layer: stored, name: 'x' }],
          format,
          level: null,
          folder: disk,
          rule: 'ask',
        },
        inlineExportWork,
      );
      expect(await failureOf(several)).toBe('disk-full');
      expect(readdirSync(disk)).toEqual([]);
    }
  });

  test('holds nothing after images', async () => {
    const source = await writeArchive(
      await ociMembers([image({ ref: 'large:1', layers: [compressed(large, 'gzip')] })]),
    );
    const selection = await selectFromSource(
      { path: source, archive: await open(source) },
      { kind: 'all' },
    );
    for (const compression of [null, 'none', 'gzip', 'zstd'] as const) {
      const packing =
        compression === null ? null : { compression, level: compression === 'none' ? null : 1 };
      for (const format of ['oci-archive', 'oci-layout'] as const) {
        const work = exportImages(
          { selection, format, packing, destination: join(disk, 'out') },
          inlineExportWork,
        );
        expect(await failureOf(work)).toBe('disk-full');
        expect(readdirSync(disk)).toEqual([]);
      }
    }
  });
});
