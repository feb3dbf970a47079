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
