import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Grant } from '../../shared/model/source.ts';
import type { Job } from '../../shared/model/job.ts';
import { formatRelativeTime } from '../../shared/format/time.ts';
import { Jobs } from '../../electron/engine/session/jobs.ts';
import { createExportTickets } from '../../electron/main/export-tickets.ts';
import { startEngineHost } from '../../electron/main/engine-host.ts';
import { textChanges } from '../../renderer/features/compare/content-text-changes.ts';
import { secondsLeft, withRate } from '../../renderer/store/jobs.ts';
import { openPath, run } from '../contract/running-engine.ts';
import { portPair } from '../contract/node-port.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file } from '../fixtures/tar.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const hour = 3_600_000;
const grant = 'a' as Grant;

/** Only the time of day can be set; what counts from the start of a process goes on. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Somebody sets the clock back by three hours, or on by as many. */
const settings = [
  ['back', -3 * hour],
  ['on', 3 * hour],
] as const;

describe.each(settings)('a clock that is set %s', (_, by) => {
  const setClock = (): void => void vi.setSystemTime(now + by);

  test('does not keep a job from telling how far it is', async () => {
    const told: Job[] = [];
    const jobs = new Jobs({ changed: (job) => told.push(job), ended: () => {} });
    await jobs.run('read', grant, null, async ({ progress }) => {
      setClock();
      for (let done = 1; done <= 3; done++) {
        await new Promise((resolve) => {
          setTimeout(resolve, 120);
        });
        progress(done, 3);
      }
    });
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3]);
    const last = told.at(-1)!;
    const left = secondsLeft(withRate({ ...last, done: 1 }, Date.now()));
    expect(left === null || left >= 0).toBe(true);
  });

  test('does not make a crash of long ago count, or one of now be forgotten', async () => {
    const launched: (() => void)[] = [];
    const restarts: boolean[] = [];
    const host = startEngineHost<string>({
      launch: () => {
        const [near, far] = portPair();
        far.postMessage({ kind: 'event', name: 'ready', payload: { pid: 1 } });
        return {
          control: near,
          connectWindow: () => {},
          onExit: (handler) => void launched.push(() => handler(1)),
          kill: () => {},
        };
      },
      opened: () => [],
      log: { write: () => {} },
    });
    host.onRestart(({ reopening }) => restarts.push(reopening));
    for (let crash = 1; crash <= 3; crash++) {
      for (const exit of launched.splice(0)) exit();
      setClock();
      await expect.poll(() => restarts.length, { timeout: 5000 }).toBe(crash);
    }
    expect(restarts).toEqual([true, true, false]);
    const stopped = host.stop();
    for (const exit of launched.splice(0)) exit();
    await stopped;
  });

  test('does not prolong or end what waits for an answer', () => {
    const tickets = createExportTickets();
    const request = { what: 'images', images: [], format: 'oci-archive', packing: null } as const;
    const ticket = tickets.issue({ request, destination: '/a' });
    setClock();
    expect(tickets.take(ticket)?.destination).toBe('/a');
  });

  test('does not make two texts be compared for hours, or not at all', () => {
    const a = Array.from({ length: 3000 }, (_, at) => `line ${at * 7}`).join('\n');
    const b = Array.from({ length: 3000 }, (_, at) => `line ${at * 11}`).join('\n');
    const started = performance.now();
    const before = textChanges(a, b);
    setClock();
    expect(textChanges(a, b).changes).toEqual(before.changes);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('does not make the cache useless: what was kept before is found again', async () => {
    const running = run();
    const archive = path.join(running.folder, 'image.tar');
    const layers = [compressed(layer(file('a', 'content')), 'gzip')];
    writeFileSync(archive, await packMembers(await dockerMembers([image({ layers })])));
    for (let time = 0; time < 2; time++) {
      const { grant: opened, contents } = await openPath(running, archive);
      const read = { grant: opened, image: contents!.images[0]!.key };
      expect((await running.window.call('image.read', read)).unionEntries).toBe(1);
      expect(await running.window.call('cache.usage', {})).toMatchObject({ indexes: 1 });
      await running.control.call('source.close', { grant: opened });
      setClock();
    }
  });

  test('is seen in relative times and does no harm there', () => {
    setClock();
    expect(formatRelativeTime(now, Date.now(), 'en')).toMatch(/^(in 3 hours|3 hours ago)$/);
  });
});
