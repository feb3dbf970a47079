import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Advice } from '../../shared/model/advice.ts';
import { reportFormats } from '../../shared/model/comparison.ts';
import { emptyStep, image, layer } from '../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../fixtures/image.ts';
import { directory, file, opaque, symlink, whiteout } from '../fixtures/tar.ts';
import { SlowRunner, code, openImage } from './compared-images.ts';
import { run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

/** The base of the images whose numbers are known, and what stands on it. */
const files = [
  directory('a'),
  directory('b'),
  file('a/f1', '1'.repeat(1000)),
  file('a/f2', '2'.repeat(2000)),
  file('b/g', '3'.repeat(3000)),
  symlink('link', 'b/g'),
];

/** An image that somebody built from nothing, or on a base that somebody else made. */
function onBase(own: 'own' | 'foreign', upper: LayerRecipe | null, command = 'RUN x'): ImageRecipe {
  const first = own === 'own' ? 'COPY files /srv' : 'ADD rootfs.tar /';
  return image({
    ref: 'app:1',
    layers: [layer(...files), ...(upper === null ? [] : [upper])],
    history: [first, ...(upper === null ? [] : [command])],
    config: { User: 'app' },
  });
}

async function opened(
  running: Running,
  recipe: ImageRecipe,
): Promise<Awaited<ReturnType<typeof openImage>>> {
  const point = await openImage(running, recipe);
  await running.window.call('image.read', imageOf(point));
  return point;
}

function imageOf({ grant, image: key }: Awaited<ReturnType<typeof openImage>>) {
  return { grant, image: key };
}

async function adviceOn(recipe: ImageRecipe): Promise<readonly Advice[]> {
  const running = run();
  const point = await opened(running, recipe);
  return running.window.call('advice.read', imageOf(point));
}

describe('images whose numbers are known', () => {
  type Expected = readonly [kind: Advice['kind'], bytes: number] | null;
  // What a build that follows the advice stores less, computed by hand: all that the lower layer stores in vain.
  test.each<[string, LayerRecipe | null, Expected, Expected]>([
    ['a deleted file', layer(whiteout('a/f1')), ['mount-copied', 1000], null],
    ['a deleted folder', layer(whiteout('a')), ['mount-copied', 3000], null],
    [
      'an opaque folder',
      layer(directory('a'), opaque('a'), file('a/new', 'n'.repeat(1000))),
      ['mount-copied', 3000],
      null,
    ],
    ['a file written again', layer(file('a/f1', 'x'.repeat(1000))), ['stored-twice', 1000], null],
    [
      'a chmod',
      layer(file('b/g', '3'.repeat(3000), { mode: 0o600 })),
      ['copy-with-owner', 3000],
      null,
    ],
    [
      'a copy',
      layer(file('b/h', '3'.repeat(3000))),
      ['link-duplicates', 3000],
      ['link-duplicates', 3000],
    ],
    ['one layer', null, null, null],
  ])('%s', async (_, upper, own, foreign) => {
    for (const [kind, expected] of [
      ['own', own],
      ['foreign', foreign],
    ] as const) {
      const advice = await adviceOn(onBase(kind, upper));
      expect(advice.map((each) => [each.kind, each.savedBytes])).toEqual(
        expected === null ? [] : [[...expected]],
      );
    }
  });
});

test('a chmod of copied files says how to copy them', async () => {
  const [only] = await adviceOn(
    onBase('own', layer(file('b/g', '3'.repeat(3000), { mode: 0o600 }))),
  );
  expect(only).toMatchObject({
    layers: [0, 1],
    paths: [{ path: 'b/g' }],
    detail: { instruction: 'COPY --chmod=0600 files /srv' },
  });
});

const token = `npm_${'aZ09bY18cX'.repeat(4).slice(0, 36)}`;
const leaky = image({
  ref: 'team/app:1',
  layers: [
    layer(file('etc/os-release', 'ID=test\n')),
    layer(file('root/.npmrc', `//registry.npmjs.org/:_authToken=${token}\n`)),
    layer(whiteout('root/.npmrc'), file('var/lib/apt/lists/deb', 'l'.repeat(40_000))),
  ],
  history: [
    'ADD rootfs.tar /',
    'COPY .npmrc /root/.npmrc',
    `RUN curl -H ${token} && apt-get update`,
  ],
});

describe('an image with a secret', () => {
  test('gets advice about it first, and no word of it', async () => {
    const advice = await adviceOn(leaky);
    expect(advice.map(({ kind }) => kind)).toEqual([
      'secret-in-layer',
      'secret-in-config',
      'root-user',
      'clean-in-step',
    ]);
    expect(advice[0]).toMatchObject({
      layers: [1, 2],
      paths: [{ path: 'root/.npmrc' }],
      detail: { instruction: 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …' },
    });
    // The step that leaves the lists holds the token as well, so it is not quoted.
    expect(advice[3]?.detail.instruction).toBe('RUN … \\\n && rm -rf /var/lib/apt/lists/*');
    expect(JSON.stringify(advice)).not.toContain('aZ09');
  });

  test.each(reportFormats)(
    'gets a report as %s without it, in the language asked for',
    async (format) => {
      const running = run();
      const { control } = running;
      const point = imageOf(await opened(running, leaky));
      expect(await control.call('review.name', point)).toBe('team-app-1');
      const destination = path.join(running.folder, 'report');
      const saving = { ...point, format, locale: 'de-DE', destination };
      const { bytes } = await control.call('review.save', saving);
      const text = readFileSync(destination, 'utf8');
      expect(Buffer.byteLength(text)).toBe(bytes);
      expect(text).not.toContain('aZ09');
      expect(text).toContain('root/.npmrc');
      if (format !== 'json') expect(text).toContain('Geheimnis');
    },
  );
});

test('a report that cannot be written leaves nothing behind', async () => {
  const running = run();
  const point = imageOf(await opened(running, onBase('own', null)));
  const destination = path.join(running.folder, 'missing', 'report.md');
  const saving = { ...point, format: 'markdown' as const, locale: 'en', destination };
  expect(await code(running.control.call('review.save', saving))).toBe('not-found');
  expect(existsSync(path.dirname(destination))).toBe(false);
});

test('an image that has not been read, or is gone, gives plain failures', async () => {
  const running = run();
  const point = imageOf(await openImage(running, leaky));
  expect(await code(running.window.call('advice.read', point))).toBe('image-unknown');
  await running.control.call('source.close', { grant: point.grant });
  expect(await code(running.window.call('advice.read', point))).toBe('source-closed');
  expect(await code(running.control.call('review.name', point))).toBe('source-closed');
});

test('advice that is given up can be asked for again', async () => {
  const running = run(undefined, new SlowRunner());
  const point = imageOf(await opened(running, leaky));
  const stop = new AbortController();
  const asking = running.window.call('advice.read', point, { signal: stop.signal });
  stop.abort();
  expect(await code(asking)).toBe('cancelled');
  expect(await running.window.call('advice.read', point)).toHaveLength(4);
  expect(await running.window.call('job.list', {})).toEqual([]);
});

test('the base is what the history tells', async () => {
  const upper = [
    layer(file('data', 'd'.repeat(9000))),
    layer(whiteout('data'), file('more', 'm'.repeat(9000))),
    layer(whiteout('more')),
  ];
  const recipe = image({
    layers: [layer(...files), ...upper],
    history: [
      'ADD rootfs.tar /',
      'RUN data',
      emptyStep('CMD ["base"]'),
      'RUN more',
      'RUN rm /more',
    ],
    config: { User: 'app' },
  });
  expect(await adviceOn(recipe)).toMatchObject([{ layers: [2, 3], savedBytes: 9000 }]);
});
