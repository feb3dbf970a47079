import { randomUUID } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../shared/model/export.ts';
import type { Grant } from '../../shared/model/source.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { file, packTar } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';

import { open, openedImage, openBoth, choiceOf, outFolder, code, app } from './exported-images.ts';
describe('images', () => {
  test('of an archive and of the library are written, and layers packed anew keep their IDs', async () => {
    const running = run();
    const opened = await open(running, await dockerMembers([app]), 'app:1');
    await running.window.call('library.load', { grant: opened.grant, images: null });
    const { images } = await running.window.call('library.read', {});
    const stored = { grant: libraryGrant, image: images[0]!.image.key };
    for (const [choice, format] of [
      [opened.choice, 'oci-archive'],
      [stored, 'oci-layout'],
    ] as const) {
      for (const packing of [null, { compression: 'gzip', level: 1 }] as const) {
        const request: ExportRequest = { what: 'images', images: [choice], format, packing };
        const plan = await running.window.call('export.plan', { request });
        expect(plan.isFolder).toBe(format === 'oci-layout');
        expect(plan.name).toBe(format === 'oci-layout' ? 'app-1' : 'app-1.tar');
        const destination = path.join(outFolder(running), plan.name);
        const done = await running.control.call('export.run', {
          request,
          destination,
          rule: 'ask',
        });
        expect(done).toMatchObject({ kind: 'done', name: plan.name });
        const written = openedImage(await openPath(running, destination), 'app:1');
        expect(written.state.contents?.images[0]?.id).toBe(images[0]!.image.id);
        expect(written.state.contents?.problems).toEqual([]);
        expect(
          await running.control.call('export.run', { request, destination, rule: 'ask' }),
        ).toEqual({ kind: 'conflicts', count: 1, names: [plan.name] });
      }
    }
  });

  test('a delta and its base make the whole again', async () => {
    const running = run();
    const both = await openBoth(running);
    const base1 = choiceOf(both, 'base:1');
    const delta: ExportRequest = {
      what: 'delta',
      ...both.choice,
      base: base1,
      format: 'oci-archive',
    };
    const plan = await running.window.call('export.plan', { request: delta });
    expect(plan.name).toBe('app-1-delta.tar');
    const destination = path.join(outFolder(running), plan.name);
    await running.control.call('export.run', { request: delta, destination, rule: 'ask' });
    const opened = openedImage(await openPath(running, destination), 'app:1');
    const join: ExportRequest = {
      what: 'join',
      ...opened.choice,
      base: base1,
      format: 'oci-archive',
    };
    const whole = path.join(outFolder(running), 'whole.tar');
    await running.control.call('export.run', { request: join, destination: whole, rule: 'ask' });
    const joined = openedImage(await openPath(running, whole), 'app:1');
    const facts = await running.window.call('image.read', joined.choice);
    expect(facts.problems).toEqual([]);
    expect(facts.unionEntries).toBe(5);
  });
});

describe('a new image', () => {
  test('is planned, written, and kept in the library', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    const request: ExportRequest = {
      what: 'edit',
      ...choice,
      steps: [
        { edit: 'squash', from: 0, to: 1 },
        { edit: 'config', changes: ['ENV A=b'] },
      ],
      reference: 'me/new:2',
      format: 'docker-archive',
      packing: { compression: 'none', level: null },
    };
    const plan = await running.window.call('export.plan', { request });
    expect(plan).toMatchObject({ name: 'me-new-2.tar', isFolder: false, files: 1 });
    expect(plan.saved).toMatchObject({ layersBefore: 2, layersAfter: 1 });
    const folder = outFolder(running);
    const destination = path.join(folder, plan.name);
    const jobs: string[] = [];
    running.window.on('job', ({ kind, image: about }) => jobs.push(`${kind} ${about}`));
    const done = await running.control.call('export.run', { request, destination, rule: 'ask' });
    expect(done).toMatchObject({ kind: 'done', name: plan.name });
    expect(new Set(jobs)).toEqual(new Set([`edit ${choice.image}`]));
    const written = await openPath(running, destination);
    expect(readdirSync(folder)).toEqual([plan.name]);

    const told = new Promise((resolve) => running.window.on('library', resolve));
    const kept = await running.control.call('export.run', {
      request: { ...request, format: null },
      destination: null,
      rule: 'ask',
    });
    expect(kept).toMatchObject({ kind: 'done', name: 'me/new:2' });
    await told;
    const { images } = await running.window.call('library.read', {});
    expect(images.map(({ image: each }) => [each.references, each.id])).toEqual([
      [['me/new:2'], written.contents!.images[0]!.id],
    ]);
    const spool = path.join(running.folder, 'cache', 'spool');
    const left = readdirSync(spool).flatMap((each) => readdirSync(path.join(spool, each)));
    expect(left).toEqual(['owner.json']);
  });

  test('gets a layer that the user allowed, and nothing else', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    const added = path.join(running.folder, 'added.tar');
    writeFileSync(added, await packTar([file('added', 'a')]));
    const grant = randomUUID() as string as Grant;
    const request: ExportRequest = {
      what: 'edit',
      ...choice,
      steps: [{ edit: 'append', grant, message: 'one more' }],
      reference: null,
      format: 'oci-archive',
      packing: { compression: 'gzip', level: null },
    };
    expect(await code(running.window.call('export.plan', { request }))).toBe('source-closed');
    // A source that is open is nothing that was allowed.
    const steps = [{ edit: 'append', grant: choice.grant, message: '' }] as const;
    const other = { ...request, steps };
    expect(await code(running.window.call('export.plan', { request: other }))).toBe(
      'source-closed',
    );
    await running.control.call('export.allow', { grant, path: added });
    const plan = await running.window.call('export.plan', { request });
    expect(plan).toMatchObject({ name: 'app-1-edited.tar', saved: { layersAfter: 3 } });
    const destination = path.join(outFolder(running), plan.name);
    await running.control.call('export.run', { request, destination, rule: 'ask' });
    const { contents } = await openPath(running, destination);
    expect(contents?.images[0]?.layers).toHaveLength(3);
    expect(contents?.images[0]?.layers[2]?.command).toContain('one more');
  });
});
