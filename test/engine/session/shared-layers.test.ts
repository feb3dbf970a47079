import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { Session } from '../../../electron/engine/session/session.ts';
import { Jobs } from '../../../electron/engine/session/jobs.ts';
import { Sources } from '../../../electron/engine/session/sources.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Proof } from '../../../shared/model/proof.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { listing } from '../../fixtures/listing.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';

const base = compressed(layer(file('base', 'b')), 'gzip');
const recipes = [
  image({ ref: 'one:1', layers: [base, layer(file('one', '1'))] }),
  image({ ref: 'two:1', layers: [base, layer(file('two', '2'))] }),
];

async function packed(): Promise<string> {
  const archive = path.join(temporaryFolder(), 'images.tar');
  writeFileSync(archive, await packMembers(await ociMembers(recipes)));
  return archive;
}

test('an image is read although the reading of another one with the same layer is given up', async () => {
  const source = await testSession().open(await packed(), unwatchedJob());
  const [one, two] = source.archive.contents.images.map(({ key }) => key);
  const controller = new AbortController();
  const givenUp = source.readImage(one!, unwatchedJob(controller.signal));
  const wanted = readWhole(source, two);
  controller.abort();
  await expect(givenUp).rejects.toThrow('cancelled');
  expect(listing((await wanted).tree)).toEqual({ base: 'file 1 644', two: 'file 1 644' });
  expect(listing((await readWhole(source, one)).tree)).toEqual({
    base: 'file 1 644',
    one: 'file 1 644',
  });
});

test('what is proven and read at once is one layer with its proof', async () => {
  const source = await testSession().open(await packed(), unwatchedJob());
  const [one] = source.archive.contents.images.map(({ key }) => key);
  const [proof, read] = await Promise.all([source.prove(unwatchedJob()), readWhole(source, one)]);
  expect(new Set(proof.checks.map(({ result }) => result))).toEqual(new Set(['verified']));
  expect(listing(read.tree)).toEqual({ base: 'file 1 644', one: 'file 1 644' });
});

test('a later state of a source does not keep a reading that failed after it was taken over', async () => {
  const session = testSession();
  const earlier = await session.open(await packed(), unwatchedJob());
  const key = earlier.archive.contents.images[0]!.key;
  const controller = new AbortController();
  const reading = earlier.readImage(key, unwatchedJob(controller.signal));
  const later = session.adopt(earlier.archive);
  later.takeOver(earlier);
  controller.abort();
  await expect(reading).rejects.toThrow('cancelled');
  expect(listing((await readWhole(later, key)).tree)).toHaveProperty('one');
});

test('a later state of a source reads an image anew of which a layer has come back', async () => {
  const session = testSession();
  const whole = (await session.open(await packed(), unwatchedJob())).archive;
  const key = whole.contents.images[0]!.key;
  const earlier = session.adopt(withoutLayers(whole));
  expect(listing((await readWhole(earlier, key)).tree)).toEqual({});
  const later = session.adopt(whole);
  later.takeOver(earlier);
  expect(listing((await readWhole(later, key)).tree)).toHaveProperty('one');
});

test('the proof of the library ends for the window although the library changed meanwhile', async () => {
  const session = new Session(new InlineRunner(), { cacheDir: null, spoolDir: temporaryFolder() });
  const { archive } = await session.open(await packed(), unwatchedJob());
  const told: SourceState[] = [];
  const proofs: Proof[] = [];
  const jobs = new Jobs({ changed: () => {}, ended: () => {} });
  const sources = new Sources(session, jobs, {
    changed: (state) => told.push(state),
    closed: () => {},
    proven: (_, proof) => proofs.push(proof),
  });
  sources.showLibrary(archive, '/library');
  sources.prove(libraryGrant);
  sources.showLibrary(archive, '/library');
  await expect.poll(() => proofs.at(-1)?.status).toBe('done');
  expect(sources.list()).toEqual([{ ...told.at(-1), proof: proofs.at(-1) }]);
});

/** The same images as they were known while their layers were not there. */
function withoutLayers(archive: Archive): Archive {
  const images = [...archive.images].map(([key, each]) => {
    const layers = each.layers.map((one) => ({ ...one, location: null }));
    return [key, { ...each, layers }] as const;
  });
  return { ...archive, images: new Map(images) };
}
