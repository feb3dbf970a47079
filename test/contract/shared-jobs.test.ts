import { expect, test } from 'vitest';
import type { Job } from '../../shared/model/job.ts';
import { image, layer } from '../fixtures/image.ts';
import { file } from '../fixtures/tar.ts';
import { SlowRunner, code, openImage } from './compared-images.ts';
import { run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

function dpkg(...names: readonly string[]): string {
  return names
    .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n`)
    .join('\n');
}

/** A Python package that is part of one of dpkg, and one that nobody else owns. */
function python(version: string) {
  const lib = 'usr/lib/python3/dist-packages';
  return layer(
    file('var/lib/dpkg/status', dpkg('base', 'python3-yaml')),
    file('var/lib/dpkg/info/base.list', '/etc\n'),
    file('var/lib/dpkg/info/python3-yaml.list', `/${lib}/PyYAML.egg-info/PKG-INFO\n`),
    file(`${lib}/PyYAML.egg-info/PKG-INFO`, `Name: PyYAML\nVersion: ${version}\n`),
    file('opt/lib/flask.dist-info/METADATA', `Name: flask\nVersion: ${version}\n`),
  );
}

const recipe = (version: string) =>
  image({
    ref: `app:${version}`,
    layers: [layer(file('etc/hostname', 'here')), python(version)],
    history: ['ADD rootfs /', 'RUN install'],
  });

/** Waits until a job of a kind has begun. */
function begun({ window }: Running, kind: Job['kind']): Promise<Job> {
  return new Promise((resolve) => {
    const ignore = window.on('job', (job) => {
      if (job.kind !== kind) return;
      ignore();
      resolve(job);
    });
  });
}

test.each([
  ['packages.layers', 'packages'],
  ['findings.read', 'scan'],
  ['advice.read', 'scan'],
] as const)(
  'what two wait for by %s goes on when one gives it up, and ends with the last',
  async (method, kind) => {
    const running = run(undefined, new SlowRunner());
    const { window } = running;
    const { grant, image: key } = await openImage(running, recipe('1'));
    await window.call('image.read', { grant, image: key });
    const ask = (signal: AbortSignal) => window.call(method, { grant, image: key }, { signal });
    const listed = () => window.call('job.list', {});

    const both = [new AbortController(), new AbortController()];
    const first = begun(running, kind);
    const given = Promise.all(both.map(({ signal }) => code(ask(signal))));
    await first;
    for (const controller of both) controller.abort();
    expect(await given).toEqual(['cancelled', 'cancelled']);
    await expect.poll(listed).toEqual([]);

    const [one, other] = [new AbortController(), new AbortController()];
    const second = begun(running, kind);
    const givenUp = code(ask(one.signal));
    const wanted = ask(other.signal);
    await second;
    one.abort();
    expect(await givenUp).toBe('cancelled');
    expect(await wanted).toBeInstanceOf(method === 'advice.read' ? Array : Object);
    await expect.poll(listed).toEqual([]);
  },
);

test('a job that is cancelled itself ends for all who wait for it', async () => {
  const running = run(undefined, new SlowRunner());
  const { window } = running;
  const { grant, image: key } = await openImage(running, recipe('1'));
  await window.call('image.read', { grant, image: key });
  const began = begun(running, 'packages');
  const asked = [1, 2].map(() => code(window.call('packages.layers', { grant, image: key })));
  const outcomes = Promise.all(asked);
  const job = await began;
  expect(job).toMatchObject({ grant, image: key });
  await window.call('job.cancel', { job: job.id });
  expect(await outcomes).toEqual(['cancelled', 'cancelled']);
});

test('the reading of an image goes on for whoever waits when a comparison that needs it is given up', async () => {
  const running = run(undefined, new SlowRunner());
  const { window } = running;
  const [a, b] = [await openImage(running, recipe('1')), await openImage(running, recipe('2'))];
  const controller = new AbortController();
  const comparing = code(window.call('compare.open', { a, b }, { signal: controller.signal }));
  const reading = window.call('image.read', { grant: a.grant, image: a.image });
  controller.abort();
  expect(await comparing).toBe('cancelled');
  expect((await reading).unionEntries).toBeGreaterThan(5);
});

test('a comparison counts the packages that the review counts, and none that is part of another', async () => {
  const running = run();
  const { window } = running;
  const [a, b] = [await openImage(running, recipe('1')), await openImage(running, recipe('2'))];
  const comparison = await window.call('compare.open', { a, b });
  const compared = await window.call('compare.packages', { comparison });
  expect(
    compared.changes.map(({ manager, name, change }) => `${change} ${manager} ${name}`),
  ).toEqual(['changed python flask']);
  for (const { grant, image: key } of [a, b]) {
    const { layers } = await window.call('packages.layers', { grant, image: key });
    const installed = layers.flatMap(({ changes }) => changes);
    expect(installed).toHaveLength(compared.unchanged + compared.changes.length);
  }
});
