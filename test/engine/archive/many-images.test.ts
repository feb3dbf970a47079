import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { documentsOf } from '../../../electron/engine/archive/archive.ts';
import { dockerMembers, flatMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { file } from '../../fixtures/tar.ts';
import { openMembers } from './opening.ts';

const images = 150;
const layers = [layer(file('a', 'a'))];
const recipes = Array.from({ length: images }, (_, at) =>
  image({ ref: `example.org/some/application:${at}`, layers, config: { Env: [`A=${at}`] } }),
);

test.each([
  ['of podman', flatMembers],
  ['of docker', dockerMembers],
] as const)('the list of all images of an archive %s is there once', async (_, members) => {
  const archive = await openMembers(await members(recipes));
  expect(archive.contents.images).toHaveLength(images);
  const list = archive.list ?? '';
  expect(JSON.parse(list)).toHaveLength(images);
  // What goes from a thread to another grows with the images, not with their square.
  expect(serialize(archive).length).toBeLessThan(images * 4000 + list.length);
  for (const each of archive.images.values()) {
    const { manifest, config } = documentsOf(archive, each);
    expect(manifest).toBe(list);
    expect(config).toContain('A=');
  }
});
