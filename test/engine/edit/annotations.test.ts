import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EditAction } from '../../../electron/engine/edit/edit-request.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { buildImage, image, jsonBytes, layer } from '../../fixtures/image.ts';
import {
  imageBlobs,
  layoutMembers,
  namedEntries,
  storedBlob,
  ociTypes,
} from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';
import { ask, hasOracle } from '../export/oracles.ts';
import { edited } from './edits.ts';

const recipe = image({
  ref: 'example.org/app:1',
  layers: [layer(file('a', 'a')), layer(file('b', 'b')), layer(file('c', 'c'))],
});
const annotations = {
  'org.opencontainers.image.source': 'https://example.org/app',
  'org.opencontainers.image.revision': 'ü1',
};

/** An OCI archive whose manifest and lowest two layers have annotations. */
async function annotated(): Promise<string> {
  const built = await buildImage(recipe);
  const blobs = imageBlobs(built);
  const manifest = JSON.parse(blobs.at(-1)!.bytes.toString());
  for (const at of [0, 1]) manifest.layers[at].annotations = { 'org.example.layer': String(at) };
  const made = storedBlob(ociTypes.manifest, jsonBytes({ ...manifest, annotations }));
  const members = layoutMembers(
    [...blobs.slice(0, -1), made],
    namedEntries(made.descriptor, recipe.references),
  );
  const place = path.join(temporaryFolder(), 'annotated.tar');
  writeFileSync(place, await packMembers(members));
  return place;
}

interface Annotated {
  readonly annotations?: Readonly<Record<string, string>>;
}

async function manifestAfter(
  archive: string,
  steps: readonly EditAction[],
  format: SaveFormat,
): Promise<Annotated & { readonly layers: readonly Annotated[] }> {
  const { archive: written } = await edited(archive, steps, { format });
  const [found] = written.images.values();
  return JSON.parse(found?.documents.manifest ?? '{}');
}

describe('annotations of the manifest', () => {
  test.each([
    ['drop', { edit: 'drop', layers: 1 }, ['0', '1']],
    ['squash', { edit: 'squash', from: 1, to: 2 }, ['0', undefined]],
    ['config', { edit: 'config', changes: ['USER 1'] }, ['0', '1', undefined]],
  ] as const)('stay with %s, and of its layers those that stay', async (_, step, layers) => {
    const manifest = await manifestAfter(await annotated(), [step], 'oci-archive');
    expect(manifest.annotations).toEqual(annotations);
    const own = manifest.layers.map((each) => each.annotations?.['org.example.layer']);
    expect(own).toEqual(layers);
  });

  test('are not made up where there are none', async () => {
    const place = path.join(temporaryFolder(), 'plain.tar');
    writeFileSync(place, await packMembers(await dockerMembers([recipe])));
    const manifest = await manifestAfter(place, [{ edit: 'drop', layers: 1 }], 'oci-archive');
    expect(manifest).not.toHaveProperty('annotations');
    expect(manifest.layers[0]).not.toHaveProperty('annotations');
  });

  test.skipIf(!hasOracle('umoci') || !hasOracle('skopeo'))(
    'that umoci wrote are read by skopeo after an edit',
    async () => {
      const folder = temporaryFolder();
      const place = path.join(folder, 'image.tar');
      writeFileSync(place, await packMembers(await dockerMembers([recipe])));
      const layout = path.join(folder, 'layout');
      mkdirSync(layout);
      const copy = ['--insecure-policy', 'copy', '-q', `docker-archive:${place}`];
      expect(ask('skopeo', [...copy, `oci:${layout}:it`]).ok).toBe(true);
      const set = ['config', '--image', `${layout}:it`, '--manifest.annotation', 'org.example.a=1'];
      const done = ask('umoci', set);
      expect(done.ok, done.stderr).toBe(true);
      const result = await edited(layout, [{ edit: 'squash', from: 0, to: 1 }], {
        format: 'oci-layout',
        reference: 'example.org/app:2',
      });
      const inspected = ask('skopeo', ['inspect', '--raw', `oci:${result.path}:example.org/app:2`]);
      expect(inspected.ok, inspected.stderr).toBe(true);
      expect(JSON.parse(inspected.stdout).annotations).toMatchObject({ 'org.example.a': '1' });
    },
  );
});
