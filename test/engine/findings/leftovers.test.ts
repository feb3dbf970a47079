import { expect, test } from 'vitest';
import { directory, file, hardLink, whiteout } from '../../fixtures/tar.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { found } from './found.ts';

const bytes = (count: number): Uint8Array => new Uint8Array(count).fill(1);

test('places, by the layer that stores them, most bytes first', async () => {
  const image = await packedImage([
    [
      file('var/lib/apt/lists/a', bytes(100)),
      file('var/lib/apt/lists/b', bytes(50)),
      file('var/log/dpkg.log', bytes(10)),
      file('var/log/gone.log', bytes(1000)),
      file('var/log/empty', ''),
      file('var/logic/x', bytes(10)),
      file('core', bytes(70_000)),
      file('src/core', bytes(100)),
      directory('tmp'),
    ],
    [
      file('var/lib/apt/lists/c', bytes(7)),
      whiteout('var/log/gone.log'),
      file('root/.cache/pip/http/a', bytes(30)),
      file('root/.cache/other/a', bytes(20)),
      file('root/.cache/ms-playwright/chrome', bytes(90)),
      file('root/.local/share/pnpm/store/a', bytes(70)),
      hardLink('srv/node_modules/a', 'root/.local/share/pnpm/store/a'),
      hardLink('root/.cache/other/b', 'root/.cache/other/a'),
      file('home/me/.npm/_cacache/x', bytes(9)),
      file('srv/app/.git/objects/aa', bytes(8)),
      file('usr/lib/python3/__pycache__/a.pyc', bytes(5)),
      file('usr/lib/python3/json/__pycache__/b.pyc', bytes(6)),
      file('srv/app/__pycache__/c.pyc', bytes(4)),
    ],
  ]);
  const { leftovers } = (await found(image)).findings;
  expect(
    leftovers.map((each) => [each.rule, each.path, each.layer, each.files, each.bytes].join(' ')),
  ).toEqual([
    'core-dump core 0 1 70000',
    'apt-lists var/lib/apt/lists 0 2 150',
    'pip-cache root/.cache/pip 1 1 30',
    'user-cache root/.cache/other 1 1 20',
    'python-bytecode usr/lib/python3 1 2 11',
    'logs var/log 0 1 10',
    'npm-cache home/me/.npm 1 1 9',
    'version-control srv/app/.git 1 1 8',
    'apt-lists var/lib/apt/lists 1 1 7',
    'python-bytecode srv/app/__pycache__ 1 1 4',
  ]);
});

test('what tests and builds keep for themselves, and not what only has such a name', async () => {
  const image = await packedImage([
    [
      file('app/.pytest_cache/v/a', bytes(90)),
      file('app/.nyc_output/a.json', bytes(80)),
      file('app/coverage/lcov-report/index.html', bytes(70)),
      file('app/target/release/deps/libx.rlib', bytes(60)),
      file('app/target/x86_64-unknown-linux-musl/release/incremental/a', bytes(50)),
      file('app/target/release/app', bytes(1000)),
      file('java/target/test-classes/A.class', bytes(40)),
      file('java/target/app.jar', bytes(1000)),
      file('web/.next/cache/webpack/0.pack', bytes(30)),
      file('web/.next/server/page.js', bytes(1000)),
      file('web/node_modules/.cache/babel/a', bytes(20)),
      file('c/CMakeFiles/a.o', bytes(10)),
      file('usr/lib/python3/dist-packages/coverage/report.py', bytes(1000)),
      file('opt/deps/a', bytes(1000)),
    ],
  ]);
  const { leftovers } = (await found(image)).findings;
  expect(leftovers.map(({ rule, path, bytes: sum }) => `${rule} ${path} ${sum}`)).toEqual([
    'test-cache app/.pytest_cache 90',
    'test-cache app/.nyc_output 80',
    'test-cache app/coverage/lcov-report 70',
    'build-output app/target/release/deps 60',
    'build-output app/target/x86_64-unknown-linux-musl/release/incremental 50',
    'build-output java/target/test-classes 40',
    'build-output web/.next/cache/webpack 30',
    'build-output web/node_modules/.cache 20',
    'build-output c/CMakeFiles 10',
  ]);
});
