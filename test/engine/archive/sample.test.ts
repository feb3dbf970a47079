import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { buildImage } from '../../fixtures/image.ts';
import { packSample, sampleImage } from '../../fixtures/sample-image.ts';
import { codesOf, layerHashes, open } from './opening.ts';

const path = resolve(import.meta.dirname, '../../../assets/sample.tar');

test('assets/sample.tar is what `npm run sample` writes', async () => {
  expect((await packSample()).equals(await readFile(path))).toBe(true);
});

test('the sample opens without a problem', async () => {
  const archive = await open(path);
  const built = await buildImage(sampleImage);
  expect(archive.contents).toMatchObject({
    kind: 'docker-oci-archive',
    images: [{ id: built.configDigest, references: ['tidewatch:1.4.0'], complete: true }],
  });
  expect(archive.contents.storedBytes).toBeLessThan(300_000);
  expect(codesOf(archive)).toEqual([]);
  expect(layerHashes(archive)).toEqual(built.layers.map((each) => each.diffId));
});

test('its history reads as a Dockerfile does', async () => {
  const [image] = (await open(path)).contents.images;
  expect(image?.layers.map((layer) => layer.command?.split('\n')[0])).toEqual([
    'ADD file:37a76ec18f9887751cd8473744917d08b7431fc4085097bb6a09d81b41775473 in /',
    'COPY package.json package-lock.json .npmrc ./',
    'RUN npm ci --omit=dev && rm .npmrc /var/cache/apk/*',
    'COPY . .',
    'RUN adduser -D -s /sbin/nologin tide',
    'COPY --link --chown=tide:tide dist/ ./',
  ]);
  const empty = image?.history.filter((step) => step.emptyLayer).map((step) => step.command);
  expect(empty).toContain('EXPOSE 8080/tcp');
  expect(empty).toContain('HEALTHCHECK --interval=30s CMD wget -qO- http://localhost:8080/health');
});
