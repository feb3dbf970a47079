import path from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, storeFolder } from '../../electron/engine/folders.ts';

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

test('the layer store lies with the data of the user, unless the environment says where', () => {
  const places = ['linux', 'darwin', 'win32'].map((platform) =>
    storeFolder({ environment: {}, platform, home }),
  );
  expect(places).toEqual([
    path.join(home, '.local', 'share', 'layerscope', 'library'),
    path.join(home, 'Library', 'Application Support', 'layerscope', 'library'),
    path.join(home, 'AppData', 'Local', 'layerscope', 'library'),
  ]);
  const named = { LAYERSCOPE_STORE: elsewhere, XDG_DATA_HOME: home };
  expect(storeFolder({ environment: named, platform: 'linux', home })).toBe(elsewhere);
});
