import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildImage, hexOf } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { workFolder, writeArchive } from '../store/store-folder.ts';
import { startDocker } from './docker-engine.ts';
import { ask, hasOracle, podmanIn } from './oracles.ts';
import { exported, packings, recipe } from './exported-images.ts';

describe.skipIf(!hasOracle('skopeo'))('skopeo', () => {
  test.each(packings)('copies what was packed as $compression', async (packing) => {
    const built = await buildImage(recipe('gzip'));
    const source = await writeArchive(await ociMembers([recipe('gzip')]));
    for (const [format, transport] of [
      ['oci-archive', 'oci-archive'],
      ['oci-layout', 'oci'],
      ['docker-archive', 'docker-archive'],
    ] as const) {
      if (format === 'docker-archive' && packing.compression === 'zstd') continue;
      const { path } = await exported(source, format, packing);
      const target = join(workFolder, `copied-${randomUUID()}`);
      const from = `${transport}:${path}:example.org/one:1`;
      expect(ask('skopeo', ['copy', from, `dir:${target}`]).stderr).toBe('');
      const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
      expect(manifest.config.digest).toBe(built.configDigest);
    }
  });
});

describe.skipIf(!hasOracle('umoci'))('umoci', () => {
  test.each(packings.slice(0, 2))('unpacks what was packed as $compression', async (packing) => {
    const source = await writeArchive(await ociMembers([recipe('zstd')]));
    const { path } = await exported(source, 'oci-layout', packing);
    const bundle = join(workFolder, `bundle-${randomUUID()}`);
    const { ok, stderr } = ask('umoci', [
      'unpack',
      '--rootless',
      '--image',
      `${path}:example.org/one:1`,
      bundle,
    ]);
    expect(ok, stderr).toBe(true);
    expect(readFileSync(join(bundle, 'rootfs/etc/os-release'), 'utf8')).toBe('ID=test\n');
  });
});

describe.skipIf(!hasOracle('podman'))('podman', () => {
  const podman = podmanIn(join(workFolder, 'podman-packed'));

  test.each(packings)('loads what was packed as $compression', async (packing) => {
    const built = await buildImage(recipe('gzip'));
    const source = await writeArchive(await ociMembers([recipe('gzip')]));
    for (const format of ['docker-archive', 'docker-oci-archive', 'oci-archive'] as const) {
      if (format === 'docker-archive' && packing.compression === 'zstd') continue;
      const { path } = await exported(source, format, packing);
      const loaded = podman(['load', '-i', path]);
      expect(loaded.ok, `${format} ${loaded.stderr}`).toBe(true);
      const [found] = JSON.parse(podman(['image', 'inspect', hexOf(built.configDigest)]).stdout);
      expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
      podman(['rmi', '-f', hexOf(built.configDigest)]);
    }
  });
});

const engine = await startDocker();
afterAll(() => engine?.stop());

describe.skipIf(engine === null)('a Docker engine', () => {
  test.each(packings.slice(0, 2))('loads what was packed as $compression', async (packing) => {
    const built = await buildImage(recipe('gzip'));
    const source = await writeArchive(await ociMembers([recipe('zstd')]));
    for (const format of ['docker-archive', 'docker-oci-archive'] as const) {
      const { path } = await exported(source, format, packing);
      const loaded = engine!.docker(['load', '-i', path]);
      expect(loaded.ok, `${format} ${loaded.stderr}`).toBe(true);
      const inspected = engine!.docker(['image', 'inspect', 'example.org/one:1']);
      const [found] = JSON.parse(inspected.stdout);
      expect(found.Id).toBe(built.configDigest);
      expect(found.RootFS.Layers).toEqual(built.layers.map(({ diffId }) => diffId));
      engine!.docker(['rmi', '-f', built.configDigest]);
    }
  });
});
