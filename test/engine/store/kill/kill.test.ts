import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStore } from '../../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../../electron/engine/store/library.ts';
import { usedDigests } from '../../../../electron/engine/store/list-images.ts';
import { untagImage } from '../../../../electron/engine/store/tag-image.ts';
import { dockerMembers } from '../../../fixtures/docker-members.ts';
import { compressed, image, layer } from '../../../fixtures/image.ts';
import { ociMembers, platforms } from '../../../fixtures/oci-members.ts';
import { file } from '../../../fixtures/tar.ts';
import { noise } from '../../../fixtures/tar-builder.ts';
import {
  loadAll,
  look,
  namesAndIds,
  newStore,
  open,
  workFolder,
  writeArchive,
} from '../store-folder.ts';
import { buildProgram, randomNumbers, runAndKill, type Moment } from './killing.ts';
import { runTask, type StoreTask } from './task.ts';

/** How many kills; `LAYERSCOPE_KILLS=300` for the whole proof, `LAYERSCOPE_KILL_SEED` for other moments. */
const kills = Number(process.env['LAYERSCOPE_KILLS'] ?? 30);
const seed = Number(process.env['LAYERSCOPE_KILL_SEED'] ?? 20_240_501);

const base = layer(file('base', noise(400_000, 1)));
const first = image({
  ref: ['first:1', 'first:latest'],
  layers: [base, layer(file('a', noise(200_000, 2)))],
});
const second = image({
  ref: 'second:1',
  layers: [base, compressed(layer(file('b', noise(300_000, 3))), 'gzip')],
});
const third = image({ ref: 'third:1', layers: [base, layer(file('c', noise(900_000, 4)))] });
const multi = platforms(
  'multi:1',
  [
    image({ layers: [base], platform: 'linux/arm64' }),
    image({ layers: [layer(file('d', 'amd64'))] }),
  ],
  true,
);

const program = await buildProgram(join(workFolder, 'program'));
const template = newStore();
await loadAll(template, await writeArchive(await dockerMembers([first, second])));
const newer = image({ ref: 'old:1', layers: [base, layer(file('e', noise(100_000, 5)))] });
await loadAll(template, await writeArchive(await dockerMembers([newer])));
await untagImage(template, 'old:1');
const incoming = [
  await writeArchive(await dockerMembers([third])),
  await writeArchive(await ociMembers([multi, { ...third, references: ['second:1'] }])),
];

interface Trial {
  readonly store: string;
  readonly task: StoreTask;
}

/** A fresh copy of the store, and a task on it. */
function trial(kind: StoreTask['kind'], name: string): Trial {
  const store = join(workFolder, `trial-${kind}-${name}`);
  cpSync(template, store, { recursive: true });
  switch (kind) {
    case 'load':
      return { store, task: { kind, paths: incoming.slice(1), spoolDir: workFolder } };
    case 'rm':
      return { store, task: { kind, targets: ['first:1', 'first:latest'] } };
    case 'prune':
      return { store, task: { kind } };
    case 'tag':
      return { store, task: { kind, target: 'first:1', reference: 'second:1' } };
    case 'save': {
      const destination = `${store}.saved`;
      const format = 'docker-archive';
      return { store, task: { kind, targets: ['first:1', 'second:1'], format, destination } };
    }
  }
}

const kinds: readonly StoreTask['kind'][] = ['load', 'rm', 'prune', 'tag', 'save'];

/** Everything of a store that a user sees: names, and images without a name. */
async function stateOf(store: string): Promise<string> {
  const { images } = await readLibrary(store);
  const nameless = images.filter(({ references }) => references.length === 0);
  return JSON.stringify([...(await namesAndIds(store)), ...nameless.map(({ id }) => id)]);
}

describe.each(kinds)('%s', (kind) => {
  test(
    `is done or not done when it is killed (${Math.ceil(kills / kinds.length)} times)`,
    async () => {
      const whole = trial(kind, 'whole');
      const ending = await runAndKill(program, whole.store, whole.task, { kind: 'never' });
      expect(ending).toMatchObject({ killed: false, stderr: '' });
      const before = await stateOf(template);
      const after = await stateOf(whole.store);
      const random = randomNumbers(seed + kinds.indexOf(kind));
      let died = 0;
      // A process that came to its end before the moment was not killed: it is tried, and not counted.
      for (let number = 0; died < Math.ceil(kills / kinds.length); number++) {
        const moment: Moment =
          number % 3 === 2
            ? { kind: 'time', milliseconds: random() * ending.duration }
            : { kind: 'step', step: 1 + Math.floor(random() * ending.steps) };
        const { store, task } = trial(kind, String(number));
        const killed = await runAndKill(program, store, task, moment);
        if (killed.killed) died++;
        const what = JSON.stringify(moment);
        expect([before, after], what).toContain(await stateOf(store));
        const report = await look(store);
        expect(
          report.findings.filter(({ problem }) => problem.severity === 'error'),
          what,
        ).toEqual([]);
        if (task.kind === 'save' && existsSync(task.destination)) {
          const archive = await open(task.destination);
          expect(
            archive.contents.images.every(({ complete }) => complete),
            what,
          ).toBe(true);
          expect(archive.contents.images, what).toHaveLength(2);
          rmSync(task.destination);
        }
        await mendAndRepeat(store, task, after);
        rmSync(store, { recursive: true });
      }
    },
    20_000 + kills * 1000,
  );
});

/** The next start mends what was left, and the same work done again comes to the same end. */
async function mendAndRepeat(store: string, task: StoreTask, after: string): Promise<void> {
  const mended = await checkStore(store, { deep: true, repair: true });
  expect(mended.sound).toBe(true);
  const isDone = task.kind === 'rm' && (await stateOf(store)) === after;
  if (!isDone) await runTask(store, task);
  expect(await stateOf(store)).toBe(after);
  await runTask(store, { kind: 'prune' });
  const library = await readLibrary(store);
  const used = usedDigests(library);
  expect([...library.blobs.keys()].filter((digest) => !used.has(digest))).toEqual([]);
  expect(await look(store)).toMatchObject({ findings: [], sound: true });
}

test('two processes load different archives at once', async () => {
  const store = newStore();
  const spoolDir = join(workFolder, 'spool');
  mkdirSync(spoolDir);
  const tasks = incoming.map((path): StoreTask => ({ kind: 'load', paths: [path], spoolDir }));
  const endings = await Promise.all(
    tasks.map((task) => runAndKill(program, store, task, { kind: 'never' })),
  );
  expect(endings.map(({ stderr }) => stderr)).toEqual(['', '']);
  const names = (await namesAndIds(store)).map((each) => each.slice(0, each.indexOf(' ')));
  expect(new Set(names)).toEqual(new Set(['third:1', 'multi:1', 'second:1']));
  expect(await look(store)).toMatchObject({ findings: [], sound: true });
});

test('many processes at once, some of them killed: the lock is never stuck and never shared', async () => {
  const store = newStore();
  await loadAll(store, await writeArchive(await dockerMembers([first])));
  const random = randomNumbers(seed);
  const endings = await Promise.all(
    Array.from({ length: 8 }, (_, number) => {
      const task: StoreTask = { kind: 'tag', target: 'first:1', reference: `name${number}:1` };
      const isKilled = number % 4 === 3;
      const moment: Moment = isKilled
        ? { kind: 'step', step: 1 + Math.floor(random() * 12) }
        : { kind: 'never' };
      return runAndKill(program, store, task, moment);
    }),
  );
  const names = new Set((await namesAndIds(store)).map((each) => each.slice(0, each.indexOf(' '))));
  for (const [number, { killed, stderr }] of endings.entries()) {
    expect(stderr).toBe('');
    if (!killed) expect(names).toContain(`name${number}:1`);
  }
  expect(await look(store)).toMatchObject({ sound: true });
});
