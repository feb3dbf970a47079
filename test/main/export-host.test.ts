import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DragPrepared } from '../../shared/contract/export.ts';
import { CallError, failureOf } from '../../shared/contract/frames.ts';
import type { ExportRequest } from '../../shared/model/export.ts';
import type { Grant } from '../../shared/model/source.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { createAllowedLayers } from '../../electron/main/allowed-layers.ts';
import { createDragOut } from '../../electron/main/drag-out.ts';
import type { EngineHost } from '../../electron/main/engine-host.ts';
import { createExportHost } from '../../electron/main/export-host.ts';
import type { ExportHost } from '../../electron/main/export-host.ts';
import { createExportTickets } from '../../electron/main/export-tickets.ts';
import { createGrants } from '../../electron/main/grants.ts';
import { run, openPath } from '../contract/running-engine.ts';
import type { Running } from '../contract/running-engine.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, packTar } from '../fixtures/tar.ts';

const app = image({
  ref: 'app:1',
  layers: [layer(directory('etc'), file('etc/motd', 'hello')), layer(file('top', 't'))],
});
const { signal } = new AbortController();

/** The part of the main process that takes things out, in front of a real engine; a test answers for the user. */
interface Setting {
  readonly host: ExportHost;
  readonly running: Running;
  readonly choice: { readonly grant: Grant; readonly image: string };
  readonly call: EngineHost<never>['call'];
  /** What the dialogs were asked, and what they answer. */
  readonly asked: string[];
  readonly answers: (string | null)[];
  /** Files that the system was given to drag. */
  readonly dragged: string[];
  readonly prepared: DragPrepared[];
  readonly stopDrag: () => Promise<void>;
}

async function setting(slowly = 0): Promise<Setting> {
  const running = run();
  const archive = path.join(running.folder, 'app.tar');
  writeFileSync(archive, await packMembers(await dockerMembers([app])));
  const { grant, contents } = await openPath(running, archive);
  const grants = createGrants();
  const known = { ...grants, pathOf: (each: Grant) => (each === grant ? archive : null) };
  const call: EngineHost<never>['call'] = async (name, argument, options) => {
    if (name === 'export.run') await new Promise((resolve) => setTimeout(resolve, slowly));
    return running.control.call(name, argument, options);
  };
  const asked: string[] = [];
  const answers: (string | null)[] = [];
  const dragged: string[] = [];
  const prepared: DragPrepared[] = [];
  const answer = async (question: string): Promise<string | null> => {
    asked.push(question);
    return answers.shift() ?? null;
  };
  const drag = createDragOut({
    cacheFolder: path.join(running.folder, 'cache'),
    call,
    begin: (files) => void dragged.push(...files),
    prepared: (told) => void prepared.push(told),
  });
  const host = createExportHost({
    grants: known,
    allowed: createAllowedLayers(call),
    dialogs: {
      chooseDestination: (name) => answer(`file ${name}`),
      chooseFolder: (name) => answer(`folder ${name}`),
      chooseLayer: (folder) => answer(`layer ${folder}`),
    },
    drag,
    call,
  });
  const choice = { grant, image: contents!.images[0]!.key };
  const stopDrag = drag.stop;
  return { host, running, choice, call, asked, answers, dragged, prepared, stopDrag };
}

function layers(
  choice: Setting['choice'],
  which: readonly number[],
  format: 'tar' | 'folder' = 'tar',
  level: number | null = null,
): ExportRequest {
  return { what: 'layers', ...choice, layers: which, format, level };
}

async function code(call: unknown): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    return failureOf(error).code;
  }
}

describe('taking something out', () => {
  test('asks for a file, and replaces the one that the dialog asked about', async () => {
    const { host, running, choice, asked, answers } = await setting();
    const request = layers(choice, [0]);
    expect(await host['export.run']({ request }, signal)).toBeNull();
    expect(asked).toEqual([expect.stringMatching(/^file 00-sha256-[0-9a-f]{12}\.tar$/)]);
    const destination = path.join(running.folder, 'mine.tar');
    writeFileSync(destination, 'mine');
    answers.push(destination);
    const outcome = await host['export.run']({ request }, signal);
    expect(outcome).toMatchObject({ kind: 'done', name: 'mine.tar', ticket: null });
    expect(statSync(destination).size).toBeGreaterThan(1000);
    expect(JSON.stringify(outcome)).not.toContain(running.folder);
  });

  test('asks once for names that are taken, and goes on with the answer', async () => {
    const { host, running, choice, asked, answers } = await setting();
    const folder = path.join(running.folder, 'out');
    mkdirSync(folder);
    const request = layers(choice, [0, 1]);
    answers.push(folder, folder);
    const first = await host['export.run']({ request }, signal);
    expect(first).toMatchObject({ kind: 'done', files: 2 });
    const taken = await host['export.run']({ request }, signal);
    expect(taken).toMatchObject({ kind: 'conflicts', count: 2, ticket: expect.any(Number) });
    expect(asked).toEqual(['folder app-1-layers', 'folder app-1-layers']);
    const ticket = taken?.ticket ?? 0;
    const resumed = await host['export.resume']({ ticket, rule: 'rename' }, signal);
    expect(resumed).toMatchObject({ kind: 'done', files: 2, ticket: null });
    expect(readdirSync(folder)).toHaveLength(4);
    expect(asked).toHaveLength(2);
    for (const wrong of [ticket, 0, 99]) {
      const again = host['export.resume']({ ticket: wrong, rule: 'replace' }, signal);
      expect(await code(again)).toBe('arguments-invalid');
    }
  });

  test('keeps an image in the library without asking for a place', async () => {
    const { host, running, choice, asked } = await setting();
    const request: ExportRequest = {
      what: 'edit',
      ...choice,
      steps: [{ edit: 'drop', layers: 1 }],
      reference: 'app:2',
      format: null,
      packing: { compression: 'gzip', level: null },
    };
    expect(await host['export.run']({ request }, signal)).toMatchObject({
      kind: 'done',
      name: 'app:2',
      ticket: null,
    });
    expect(asked).toEqual([]);
    const { images } = await running.window.call('library.read', {});
    expect(images.map(({ image: { references } }) => references)).toEqual([['app:2']]);
    expect(await code(host['export.drag']({ request }, signal))).toBe('arguments-invalid');
  });

  test('is refused for a source that was not granted', async () => {
    const { host, choice, asked } = await setting();
    const other = { ...choice, grant: randomUUID() as string as Grant };
    const requests: readonly ExportRequest[] = [
      layers(other, [0]),
      { what: 'images', images: [choice, other], format: 'oci-archive', packing: null },
      { what: 'delta', ...choice, base: other, format: 'oci-archive' },
    ];
    for (const request of requests) {
      expect(await code(host['export.run']({ request }, signal))).toBe('source-closed');
      expect(await code(host['export.drag']({ request }, signal))).toBe('source-closed');
    }
    const stored = layers({ grant: libraryGrant, image: 'none' }, [0]);
    expect(await code(host['export.run']({ request: stored }, signal))).toBe('image-unknown');
    expect(asked).toEqual([]);
  });

  test('with a layer of the user goes by a grant', async () => {
    const { host, running, choice, answers } = await setting();
    const tar = path.join(running.folder, 'more.tar');
    writeFileSync(tar, await packTar([file('more', 'm')]));
    expect(await host['export.chooseLayer']({ folder: false }, signal)).toBeNull();
    answers.push(tar);
    const chosen = await host['export.chooseLayer']({ folder: false }, signal);
    expect(chosen).toEqual({ grant: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'more.tar' });
    const request: ExportRequest = {
      what: 'edit',
      ...choice,
      steps: [{ edit: 'append', grant: chosen!.grant, message: '' }],
      reference: null,
      format: 'docker-archive',
      packing: { compression: 'none', level: null },
    };
    const plan = await running.window.call('export.plan', { request });
    expect(plan.saved).toMatchObject({ layersBefore: 2, layersAfter: 3 });
  });
});

test('an engine that starts anew is told what was allowed before', async () => {
  const told: string[] = [];
  let isStopped = true;
  const call = async (name: string, { path: allowed }: { readonly path: string }) => {
    if (isStopped) throw new CallError('engine-stopped');
    told.push(`${name} ${allowed}`);
  };
  // Only this one method is called.
  const layersAllowed = createAllowedLayers(call as unknown as EngineHost<never>['call']);
  await layersAllowed.allow('/one');
  isStopped = false;
  await layersAllowed.allow('/two');
  await layersAllowed.allowAgain();
  expect(told).toEqual(['export.allow /two', 'export.allow /one', 'export.allow /two']);
});

describe('tickets', () => {
  const request = layers({ grant: libraryGrant, image: 'x' }, [0]);

  test('are good once, for an hour, and not for ever many', () => {
    let now = 0;
    const tickets = createExportTickets(() => now);
    const issue = (destination: string): number => tickets.issue({ request, destination });
    const first = issue('a');
    expect(tickets.take(first)).toEqual({ request, destination: 'a' });
    expect(tickets.take(first)).toBeNull();
    const late = issue('b');
    now += 3_600_001;
    expect(tickets.take(late)).toBeNull();
    const many = Array.from({ length: 17 }, (_, at) => issue(String(at)));
    expect(tickets.take(many[0]!)).toBeNull();
    expect(tickets.take(many[1]!)?.destination).toBe('1');
  });
});

describe('dragging out of the window', () => {
  test('hands over a private file, and the same one the next time', async () => {
    const { host, running, choice, dragged, prepared, stopDrag } = await setting();
    const request = layers(choice, [0]);
    expect(await host['export.drag']({ request }, signal)).toBe('dragging');
    const [first = ''] = dragged;
    expect(path.basename(first)).toMatch(/^00-sha256-[0-9a-f]{12}\.tar$/);
    expect(readFileSync(first).length).toBeGreaterThan(1000);
    expect(first.startsWith(path.join(running.folder, 'cache', 'spool'))).toBe(true);
    if (process.platform !== 'win32') {
      expect(statSync(path.dirname(first)).mode & 0o777).toBe(0o700);
    }
    expect(await host['export.drag']({ request }, signal)).toBe('dragging');
    expect(dragged).toEqual([first, first]);
    expect(prepared).toEqual([]);
    await stopDrag();
    expect(existsSync(first)).toBe(false);
  });

  test('hands over everything that was chosen', async () => {
    const { host, running, choice, dragged, stopDrag } = await setting();
    expect(await host['export.drag']({ request: layers(choice, [0, 1]) }, signal)).toBe('dragging');
    expect(dragged.map((each) => path.basename(each).slice(0, 3)).toSorted()).toEqual([
      '00-',
      '01-',
    ]);
    dragged.length = 0;
    await running.window.call('image.read', choice);
    const nodes = [];
    for (const name of ['etc', 'top']) {
      nodes.push((await running.window.call('entry.find', { ...choice, path: name })) ?? -1);
    }
    const request: ExportRequest = {
      what: 'files',
      ...choice,
      layer: 1,
      alone: false,
      nodes,
      format: 'folder',
      special: false,
    };
    expect(await host['export.drag']({ request }, signal)).toBe('dragging');
    expect(dragged.map((each) => path.basename(each)).toSorted()).toEqual(['etc', 'top']);
    await stopDrag();
  });

  test('that takes long is told of when it is ready, and then begins at once', async () => {
    const { host, choice, dragged, prepared, stopDrag } = await setting(700);
    const request = layers(choice, [0], 'folder');
    expect(await host['export.drag']({ request }, signal)).toBe('preparing');
    expect(await host['export.drag']({ request }, signal)).toBe('preparing');
    expect(dragged).toEqual([]);
    await expect.poll(() => prepared).toHaveLength(1);
    expect(prepared).toEqual([{ name: expect.stringMatching(/^00-sha256-/), failure: null }]);
    expect(await host['export.drag']({ request }, signal)).toBe('dragging');
    expect(dragged).toHaveLength(1);
    expect(readFileSync(path.join(dragged[0]!, 'etc/motd'), 'utf8')).toBe('hello');
    await stopDrag();
  });

  test('does not begin once the button is let go of, but is ready the next time', async () => {
    const { host, choice, dragged, stopDrag } = await setting(100);
    const request = layers(choice, [0]);
    const held = new AbortController();
    const drag = host['export.drag']({ request }, held.signal);
    held.abort();
    expect(await code(drag)).toBe('cancelled');
    expect(dragged).toEqual([]);
    const began = performance.now();
    expect(await host['export.drag']({ request }, signal)).toBe('dragging');
    expect(performance.now() - began).toBeLessThan(90);
    expect(dragged).toHaveLength(1);
    await stopDrag();
  });

  test('dragsUnderway: a further drag is refused', async () => {
    const slow = await setting(700);
    const drag = async (at: number): Promise<string> => {
      const request: ExportRequest = layers(slow.choice, [0], 'tar', at);
      return slow.host['export.drag']({ request }, signal);
    };
    const states = [drag(1), drag(2), drag(3), drag(4)];
    expect(await drag(5).catch(failureOf)).toEqual({
      code: 'limit-reached',
      values: { field: 'dragsUnderway', limit: 4 },
    });
    expect(new Set(await Promise.all(states))).toEqual(new Set(['preparing']));
    await expect.poll(() => slow.prepared).toHaveLength(4);
    await slow.stopDrag();
  });

  test('forgets what was dragged long ago', async () => {
    const fast = await setting();
    for (let at = 1; at <= 9; at++) {
      const request: ExportRequest = layers(fast.choice, [0], 'tar', at);
      expect(await fast.host['export.drag']({ request }, signal)).toBe('dragging');
    }
    expect(fast.dragged.map(existsSync)).toEqual([false, ...Array.from({ length: 8 }, () => true)]);
    await fast.stopDrag();
  });

  test('that cannot be prepared fails, at once or later', async () => {
    const fast = await setting();
    const wrong = layers(fast.choice, [9]);
    expect(await code(fast.host['export.drag']({ request: wrong }, signal))).toBe(
      'arguments-invalid',
    );
    const slow = await setting(700);
    const edit: ExportRequest = {
      what: 'edit',
      ...slow.choice,
      steps: [{ edit: 'drop', layers: 99 }],
      reference: null,
      format: 'oci-archive',
      packing: { compression: 'none', level: null },
    };
    expect(await slow.host['export.drag']({ request: edit }, signal)).toBe('preparing');
    await expect.poll(() => slow.prepared).toHaveLength(1);
    expect(slow.prepared[0]?.failure?.code).toBe('arguments-invalid');
    // What failed is tried again.
    expect(await slow.host['export.drag']({ request: edit }, signal)).toBe('preparing');
    await expect.poll(() => slow.prepared).toHaveLength(2);
    expect(slow.dragged).toEqual([]);
    await Promise.all([fast.stopDrag(), slow.stopDrag()]);
  });
});
