import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { openPath, run } from '../contract/running-engine.ts';
import type { Running } from '../contract/running-engine.ts';
import { compress } from '../fixtures/compress.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { asPlainUser, canBePlainUser } from '../fixtures/plain-user.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { noise } from '../fixtures/tar-builder.ts';
import { InterruptedRunner } from './interrupted-runner.ts';

const largeBytes = 4_000_000;
const large = [noise(largeBytes, 1), noise(largeBytes, 2)] as const;
const names = ['small', 'large'] as const;

/** Two archives of one shape and size: whatever is read in the wrong one looks right. */
async function archiveOf(seed: 1 | 2, packed: boolean): Promise<Uint8Array> {
  const contents = [
    file('small', `content ${seed} of a small file\n`),
    file('large', large[seed - 1]),
  ];
  const plain = layer(...contents);
  const layers = [packed ? compressed(plain, 'gzip') : plain, layer(file('top', `top ${seed}\n`))];
  return packMembers(await dockerMembers([image({ ref: 'app:1', layers })]));
}

const archives = {
  plain: [await archiveOf(1, false), await archiveOf(2, false)],
  gzip: [await archiveOf(1, true), await archiveOf(2, true)],
} as const;
type Packing = keyof typeof archives;

function contentOf(name: (typeof names)[number], seed: 1 | 2): Uint8Array {
  return name === 'large' ? large[seed - 1]! : Buffer.from(`content ${seed} of a small file\n`);
}

/** What happens to a file; `other` are the bytes of another archive. */
const changes = {
  'cut short': (place: string) => truncateSync(place, Math.floor(statSync(place).size / 3)),
  emptied: (place: string) => truncateSync(place, 0),
  replaced: (place: string, other: Uint8Array) => {
    writeFileSync(`${place}.new`, other);
    renameSync(`${place}.new`, place);
  },
  'written over, with its old time': (place: string, other: Uint8Array) => {
    const { atime, mtime } = statSync(place);
    writeFileSync(place, other, { flag: 'r+' });
    utimesSync(place, atime, mtime);
  },
  deleted: (place: string) => rmSync(place),
} as const;
type Change = keyof typeof changes;

/** What a changed file may end in. */
const plainFailures = ['source-changed', 'not-found', 'layer-unavailable', 'content-unavailable'];

interface Opened extends Running {
  readonly tasks: InterruptedRunner;
  readonly place: string;
  readonly choice: { readonly grant: Grant; readonly image: string };
  readonly change: (kind: Change) => void;
}

async function openOne(packing: Packing): Promise<Opened> {
  const tasks = new InterruptedRunner();
  const running = run(temporaryFolder(), tasks);
  const place = path.join(running.folder, 'image.tar');
  const [before, other] = archives[packing];
  writeFileSync(place, before);
  const { grant, contents } = await openPath(running, place);
  const choice = { grant, image: contents!.images[0]!.key };
  return { ...running, tasks, place, choice, change: (kind) => changes[kind](place, other) };
}

/** The answer, or the code of the failure. */
async function ended<Answer>(call: Promise<Answer>): Promise<Answer | string> {
  return call.catch((error: unknown) => failureOf(error).code);
}

/** Every way to a content answers the one that was opened, or fails with a word. */
async function expectTruth({ window, control, folder, choice }: Opened): Promise<void> {
  const read = await ended(window.call('image.read', choice));
  if (typeof read === 'string') {
    expect(plainFailures).toContain(read);
    return;
  }
  const codes = new Set(read.problems.map(({ code }) => code));
  expect(
    [...codes].filter((code) => !['source-changed', 'source-unreadable'].includes(code)),
  ).toEqual([]);
  expect(read.layers.length === 2 || codes.size > 0).toBe(true);
  for (const name of names) {
    const node = await window.call('entry.find', { ...choice, path: name });
    if (node === null) continue;
    const entry = { ...choice, layer: 0, node };
    const right = contentOf(name, 1);
    const preview = await ended(window.call('entry.preview', { ...entry, limit: 200 }));
    if (typeof preview === 'string') expect(plainFailures).toContain(preview);
    else expect(Buffer.compare(preview.bytes, right.subarray(0, 200))).toBe(0);
    const destination = path.join(folder, randomUUID());
    const saved = await ended(control.call('entry.save', { ...entry, destination }));
    if (typeof saved === 'string') {
      expect(plainFailures).toContain(saved);
      expect(existsSync(destination)).toBe(false);
    } else expect(Buffer.compare(readFileSync(destination), right)).toBe(0);
  }
}

/** Every proof says of an archive that changed that it did, once, however many digests it states. */
const changedOnce = [{ code: 'source-changed', severity: 'error', where: {} }];

async function proofOf({ window, choice }: Opened): Promise<SourceState['proof']> {
  await window.call('source.prove', { grant: choice.grant });
  const state = async (): Promise<SourceState | undefined> =>
    (await window.call('source.list', {})).find(({ grant }) => grant === choice.grant);
  await expect.poll(async () => (await state())?.proof.status, { timeout: 20_000 }).toBe('done');
  return (await state())!.proof;
}

const kinds = [
  'cut short',
  'emptied',
  'replaced',
  'written over, with its old time',
  'deleted',
] as const;

describe.each(['plain', 'gzip'] as const)('an archive with %s layers', (packing) => {
  describe.each(kinds)('that is %s', (kind) => {
    test('before its layers are listed', async () => {
      const opened = await openOne(packing);
      opened.change(kind);
      await expectTruth(opened);
    });

    test('while its layers are listed', async () => {
      const opened = await openOne(packing);
      const task = packing === 'gzip' ? 'layer.list' : 'blob.hash';
      const done = opened.tasks.interrupt(task, () => opened.change(kind));
      await expectTruth(opened);
      // The headers of a plain layer are read at once; hashing it takes longer.
      if (packing === 'gzip') expect(done()).toBe(true);
      await proofOf(opened);
    });

    test('after they were listed', async () => {
      const opened = await openOne(packing);
      await opened.window.call('image.read', opened.choice);
      opened.change(kind);
      await expectTruth(opened);
    });

    test('while a content is read', async () => {
      const opened = await openOne(packing);
      await opened.window.call('image.read', opened.choice);
      const done = opened.tasks.interrupt('file.save', () => opened.change(kind), 2);
      await expectTruth(opened);
      expect(done()).toBe(true);
    });

    test('while it is proven: nothing is said to be right that was not read', async () => {
      const opened = await openOne(packing);
      const done = opened.tasks.interrupt('layer.prove', () => opened.change(kind), 2);
      const { checks, problems } = await proofOf(opened);
      expect(done()).toBe(true);
      for (const { result } of checks) expect(['verified', 'unreadable']).toContain(result);
      expect(checks.some(({ result }) => result === 'unreadable')).toBe(true);
      expect(problems).toMatchObject(changedOnce);
    });

    test('before it is proven: what was read long ago does not count', async () => {
      const opened = await openOne(packing);
      await opened.window.call('image.read', opened.choice);
      const before = await proofOf(opened);
      expect(before.checks.every(({ result }) => result === 'verified')).toBe(true);
      expect(before.problems).toEqual([]);
      opened.change(kind);
      const { checks, problems } = await proofOf(opened);
      expect(new Set(checks.map(({ result }) => result))).toEqual(new Set(['unreadable']));
      expect(problems).toMatchObject(changedOnce);
    });
  });

  test('that was replaced is opened again as what it is now, whatever is kept of the old one', async () => {
    const opened = await openOne(packing);
    await opened.window.call('image.read', opened.choice);
    await proofOf(opened);
    opened.change('written over, with its old time');
    const { grant, contents } = await openPath(opened, opened.place);
    const choice = { grant, image: contents!.images[0]!.key };
    await opened.window.call('image.read', choice);
    const node = (await opened.window.call('entry.find', { ...choice, path: 'small' }))!;
    const preview = await opened.window.call('entry.preview', {
      ...choice,
      layer: 0,
      node,
      limit: 200,
    });
    expect(Buffer.compare(preview.bytes, contentOf('small', 2))).toBe(0);
  });
});

test('an archive that changes while it is unpacked as a whole is not opened, and no copy is left', async () => {
  const tasks = new InterruptedRunner();
  const running = run(temporaryFolder(), tasks);
  const place = path.join(running.folder, 'image.tar.gz');
  const [before, other] = archives.plain.map((bytes) => compress(bytes, 'gzip'));
  writeFileSync(place, before!);
  tasks.interrupt('archive.open', () => changes.replaced(place, other!), 3);
  const { failure } = await openPath(running, place);
  // The file that was being read is whole, but has no name any more.
  expect(failure?.code).toBe('source-changed');
  expect(tasks.running).toBe(0);
  const { grant, contents } = await openPath(running, place);
  expect(contents?.images).toHaveLength(1);
  await running.control.call('source.close', { grant });
});

test.skipIf(!canBePlainUser)('an archive that may not be read any more says so', async () => {
  const opened = await openOne('plain');
  chmodSync(opened.folder, 0o755);
  await opened.window.call('image.read', opened.choice);
  const node = (await opened.window.call('entry.find', { ...opened.choice, path: 'small' }))!;
  const preview = { ...opened.choice, layer: 0, node, limit: 10 };
  chmodSync(opened.place, 0o600);
  await asPlainUser(async () => {
    expect(await ended(opened.window.call('entry.preview', preview))).toBe('permission-denied');
    expect(await openPath(opened, opened.place)).toMatchObject({
      status: 'failed',
      failure: { code: 'permission-denied', values: { name: 'image.tar' } },
    });
  });
});
