import path from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../electron/engine/cache-folder.ts';

const home = path.resolve('/home/ann');
const elsewhere = path.resolve('/elsewhere');

test('the cache lies where the system keeps caches', () => {
  const places = ['linux', 'darwin', 'win32'].map((platform) =>
    cacheFolder({ environment: {}, platform, home }),
  );
  expect(places).toEqual([
    path.join(home, '.cache', 'layerscope'),
    path.join(home, 'Library', 'Caches', 'layerscope'),
    path.join(home, 'AppData', 'Local', 'layerscope'),
  ]);
});

test('the environment can move it, to absolute places only', () => {
  const places = [
    { XDG_CACHE_HOME: elsewhere },
    { XDG_CACHE_HOME: 'relative' },
    { LAYERSCOPE_CACHE_FOLDER: elsewhere, XDG_CACHE_HOME: home },
    { LAYERSCOPE_CACHE_FOLDER: 'relative', LOCALAPPDATA: elsewhere },
  ].map((environment) => cacheFolder({ environment, platform: 'linux', home }));
  const usual = path.join(home, '.cache', 'layerscope');
  expect(places).toEqual([path.join(elsewhere, 'layerscope'), usual, elsewhere, usual]);
});
