import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { emptyQuery } from '../../../shared/model/search.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import type { Pattern } from '../../../electron/engine/view/pattern-match.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { file as indexed, unionTree } from '../../fixtures/layer-index.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { pem } from '../findings/made-up.ts';
import { under } from './under.ts';

type Changes = Parameters<typeof under>[0];

const key = pem('RSA PRIVATE KEY');

/** Paths of the secrets that are found in the files of one layer. */
async function findingsUnder(
  changes: Changes,
  files: Readonly<Record<string, string | Uint8Array>>,
) {
  const [{ found }, { packedImage }] = await under(changes, () =>
    Promise.all([import('../findings/found.ts'), import('../../fixtures/packed-image.ts')]),
  );
  const items = Object.entries(files).map(([name, content]) => file(name, content));
  return (await found(await packedImage([items]))).findings;
}

/** Where secrets are found. */
async function secrets(changes: Changes, files: Readonly<Record<string, string | Uint8Array>>) {
  const findings = await findingsUnder(changes, files);
  return findings.secrets.map(({ place }) => (place.kind === 'file' ? place.path : place.kind));
}

test('scannedFileBytes: what lies behind it is not looked through', async () => {
  const fill = (bytes: number) => `${'x'.repeat(bytes - 1)}\n`;
  const most = 3 * 1024 * 1024;
  const files = { inside: fill(most - 2 * key.length) + key, outside: fill(most) + key };
  expect(await secrets({ scannedFileBytes: most }, files)).toEqual(['inside']);
  expect((await secrets({}, files)).toSorted()).toEqual(['inside', 'outside']);
});

test('scannedPackedBytes: packed files behind it are not unpacked', async () => {
  const content = Buffer.from(`${key}\n`.repeat(20));
  const files = { 'a.gz': gzipSync(content), 'b.gz': gzipSync(content) };
  expect(await secrets({ scannedPackedBytes: 2 * content.length }, files)).toHaveLength(2);
  expect(await secrets({ scannedPackedBytes: 2 * content.length - 1 }, files)).toEqual(['a.gz']);
});

test('layerSecrets: further secrets of a layer are counted, not kept', async () => {
  const files = {
    one: pem('RSA PRIVATE KEY', 1600, 2),
    two: pem('RSA PRIVATE KEY', 1600, 3),
    three: pem('RSA PRIVATE KEY', 1600, 4),
  };
  expect(await secrets({ layerSecrets: 3 }, files)).toHaveLength(3);
  const findings = await findingsUnder({ layerSecrets: 2 }, files);
  expect([findings.secrets.length, findings.unlisted.secrets]).toEqual([2, 1]);
});

const script = path.resolve(import.meta.dirname, '../../../dist/engine/worker.js');

test('patternTime: a pattern that takes longer ends, and what it found stays', async () => {
  if (!existsSync(script)) throw new Error(`${script} is not built: run npm run build.`);
  const [{ PatternThread }, { foundMatcher }] = await under({ patternTime: 1500 }, () =>
    Promise.all([
      import('../../../electron/engine/worker/pattern-thread.ts'),
      import('../../../electron/engine/view/name-match.ts'),
    ]),
  );
  const thread = new PatternThread(pathToFileURL(script));
  const tree = unionTree([indexed('early', ''), indexed(`${'a'.repeat(40)}!`, '')]);
  const pattern: Pattern = { text: '(a+)+$|early', mode: 'regex' };
  // The time counts from before the thread starts.
  await thread.match(tree, { text: 'early', mode: 'glob' });
  const began = performance.now();
  const { found, whole } = await thread.match(tree, pattern);
  const took = performance.now() - began;
  await thread.stop();
  expect([whole, [1, 2].map(foundMatcher(tree, pattern, found))]).toEqual([false, [true, false]]);
  expect(took).toBeGreaterThan(1400);
  expect(took).toBeLessThan(limits.patternTime);
});

test('searchedVersions: images beyond it stay unread, and are counted', async () => {
  const { run, openPath } = await under(
    { searchedVersions: 2 },
    () => import('../../contract/running-engine.ts'),
  );
  const running = run();
  for (const name of ['one', 'two', 'three']) {
    const archive = path.join(running.folder, `${name}.tar`);
    const recipe = image({ ref: `${name}:1`, layers: [layer(file(name, name))] });
    writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
    await openPath(running, archive);
  }
  await running.window.call('search.prepare', {});
  const { hits, unread } = await running.window.call('search.find', {
    query: { ...emptyQuery, types: ['file'] },
    order: 'path',
    start: 0,
    count: 10,
  });
  expect(unread).toBeGreaterThan(0);
  expect(hits.length + unread).toBe(3);
});
