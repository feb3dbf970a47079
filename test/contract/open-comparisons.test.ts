import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reportFormats } from '../../shared/model/comparison.ts';
import type { Job } from '../../shared/model/job.ts';
import { showAll } from '../../shared/model/view.ts';
import { SlowRunner, before, code, openBoth, openImage } from './compared-images.ts';
import { run } from './running-engine.ts';

describe('a comparison', () => {
  test('is gone with either of its sources, and its views with it', async () => {
    for (const side of ['a', 'b'] as const) {
      const running = run();
      const { window, control } = running;
      const points = await openBoth(running);
      const comparison = await window.call('compare.open', points);
      const { view } = await window.call('compare.view', { comparison, options: showAll });
      await control.call('source.close', { grant: points[side].grant });
      expect(await code(window.call('compare.read', { comparison }))).toBe('comparison-unknown');
      const rows = window.call('view.rows', { view, start: 0, count: 1 });
      expect(await code(rows)).toBe('view-unknown');
    }
  });

  test('that is closed takes its views along, and can be closed again', async () => {
    const running = run();
    const { window } = running;
    const comparison = await window.call('compare.open', await openBoth(running));
    const { view } = await window.call('compare.view', { comparison, options: showAll });
    await window.call('compare.close', { comparison });
    await window.call('compare.close', { comparison });
    const rows = window.call('view.rows', { view, start: 0, count: 1 });
    expect(await code(rows)).toBe('view-unknown');
  });

  test('goes when its page does', async () => {
    const running = run();
    const comparison = await running.window.call('compare.open', await openBoth(running));
    const { signal } = new AbortController();
    const find = async (): Promise<unknown> =>
      running.engine.methods['compare.find']({ comparison, path: 'app' }, signal);
    expect(await find()).toEqual(expect.any(Number));
    running.window.close();
    await expect.poll(() => find().then(String, String)).toContain('comparison-unknown');
  });

  test('goes when too many others are open and nobody asked for it', async () => {
    const running = run();
    const { window } = running;
    const points = await openBoth(running);
    const first = await window.call('compare.open', points);
    const second = await window.call('compare.open', points);
    for (let more = 0; more < 7; more++) {
      await window.call('compare.find', { comparison: first, path: 'app' });
      await window.call('compare.open', points);
    }
    const find = (comparison: number): Promise<string> =>
      code(window.call('compare.find', { comparison, path: 'app' }));
    expect([await find(first), await find(second)]).toEqual(['answered', 'comparison-unknown']);
  });

  test('is opened as a job that can be cancelled, and tried again', async () => {
    const running = run(undefined, new SlowRunner());
    const { window } = running;
    const points = await openBoth(running);
    const jobs: Job[] = [];
    const cancel = window.on('job', (job) => {
      jobs.push(job);
      if (job.kind === 'compare') void window.call('job.cancel', { job: job.id });
    });
    expect(await code(window.call('compare.open', points))).toBe('cancelled');
    cancel();
    expect(jobs.filter(({ kind }) => kind === 'read')).toEqual([]);
    expect(await window.call('job.list', {})).toEqual([]);
    expect(await code(window.call('compare.open', points))).toBe('answered');
  });

  test('that is given up by its window is not gone on with', async () => {
    const running = run(undefined, new SlowRunner());
    const { window } = running;
    const points = await openBoth(running);
    const controller = new AbortController();
    window.on('job', () => controller.abort());
    const opening = window.call('compare.open', points, { signal: controller.signal });
    expect(await code(opening)).toBe('cancelled');
    await expect.poll(() => window.call('job.list', {})).toEqual([]);
  });

  test('is given up when a source is closed meanwhile, but who reads the other image goes on', async () => {
    for (const side of ['a', 'b'] as const) {
      const running = run(undefined, new SlowRunner());
      const { window, control } = running;
      const points = await openBoth(running);
      const other = points[side === 'a' ? 'b' : 'a'];
      const reading: Promise<unknown>[] = [];
      const stop = window.on('job', ({ kind }) => {
        if (kind !== 'compare') return;
        stop();
        reading.push(window.call('image.read', { grant: other.grant, image: other.image }));
        reading.push(control.call('source.close', { grant: points[side].grant }));
      });
      expect(await code(window.call('compare.open', points))).toBe('cancelled');
      expect(await Promise.all(reading)).toMatchObject([{ problems: [] }, undefined]);
    }
  });
});

describe('a report', () => {
  test.each(reportFormats)('is written as %s in the language asked for', async (format) => {
    const running = run();
    const { window, control } = running;
    const comparison = await window.call('compare.open', await openBoth(running));
    expect(await control.call('comparison.name', { comparison })).toBe('app-1..app-2');
    const destination = path.join(running.folder, 'report');
    writeFileSync(destination, 'what was there before');
    const { bytes } = await control.call('comparison.save', {
      comparison,
      format,
      locale: 'de-DE',
      destination,
    });
    const text = readFileSync(destination, 'utf8');
    expect(Buffer.byteLength(text)).toBe(bytes);
    if (format === 'json') expect(JSON.parse(text).files).toHaveLength(5);
    else expect(text).toContain('Dateien');
    for (const name of ['new-name', 'lib']) expect(text).toContain(name);
  });

  test('that cannot be written leaves nothing behind', async () => {
    const running = run();
    const comparison = await running.window.call('compare.open', await openBoth(running));
    const destination = path.join(running.folder, 'missing', 'report.md');
    const saving = running.control.call('comparison.save', {
      comparison,
      format: 'markdown',
      locale: 'en',
      destination,
    });
    expect(await code(saving)).toBe('not-found');
    expect(existsSync(path.dirname(destination))).toBe(false);
  });
});

describe('a window that asks for what is not there', () => {
  test('gets plain failures', async () => {
    const running = run();
    const { window, control } = running;
    const point = await openImage(running, before);
    const opening = (change: object): Promise<string> =>
      code(window.call('compare.open', { a: point, b: { ...point, ...change } }));
    expect(await opening({ grant: randomUUID() })).toBe('source-closed');
    expect(await opening({ grant: '/etc/passwd' })).toBe('arguments-invalid');
    expect(await opening({ image: 'none' })).toBe('image-unknown');
    expect(await opening({ layer: 2 })).toBe('arguments-invalid');
    expect(await opening({ layer: -2 })).toBe('arguments-invalid');
    expect(await opening({ layer: 2 ** 40, alone: true })).toBe('arguments-invalid');
    expect(await opening({ layer: -1, alone: true })).toBe('answered');
    for (const comparison of [0, 99, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      const calls = [
        window.call('compare.read', { comparison }),
        window.call('compare.view', { comparison, options: showAll }),
        window.call('compare.find', { comparison, path: 'etc' }),
        window.call('compare.describe', { comparison, node: 0 }),
        window.call('compare.contents', { comparison, node: 0 }),
        window.call('compare.packages', { comparison }),
        window.call('compare.growth', { comparison, node: 0 }),
        control.call('comparison.name', { comparison }),
      ];
      const codes = new Set(await Promise.all(calls.map(code)));
      expect([...codes]).toEqual(['comparison-unknown']);
      expect(await code(window.call('compare.close', { comparison }))).toBe('answered');
    }
  });

  test.each([8, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])(
    'by the node %d is refused',
    async (node) => {
      const running = run();
      const { window } = running;
      const comparison = await window.call('compare.open', await openBoth(running));
      const { view } = await window.call('compare.view', { comparison, options: showAll });
      const calls = [
        window.call('compare.describe', { comparison, node: node + 1 }),
        window.call('compare.contents', { comparison, node: node + 1 }),
        window.call('compare.growth', { comparison, node: node + 1 }),
        window.call('view.reveal', { view, node: node + 1 }),
      ];
      const codes = new Set(await Promise.all(calls.map(code)));
      const expected = node === Number.MAX_SAFE_INTEGER ? 'arguments-invalid' : 'entry-unknown';
      expect([...codes]).toEqual([expected]);
    },
  );
});
