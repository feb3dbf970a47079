import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFuses } from '../../electron/launch/fuses.mjs';
import { expect, isPackedThere, sampleImage, test } from './launch-app.ts';

test('starts with the sample image and logs no error', async ({ launch }) => {
  const { app, window, pageErrors, picture } = await launch({ paths: [sampleImage] });
  await expect(window).toHaveTitle(/Layerscope/);
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(await app.evaluate(({ app: electronApp }) => electronApp.getName())).toBe('Layerscope');
  expect(pageErrors).toEqual([]);
  await picture('sample');
});

test('follows the language of the command line', async ({ launch }) => {
  const english = await launch({ language: 'en' });
  await expect(english.window.locator('html')).toHaveAttribute('lang', 'en');
  await english.close();
  const german = await launch({ language: 'de' });
  await expect(german.window.locator('html')).toHaveAttribute('lang', 'de');
});

test('the page has no Node, no Electron and no way out', async ({ launch }) => {
  const { app, window } = await launch();
  const reach = await window.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
  }));
  expect(reach).toEqual({ require: 'undefined', process: 'undefined' });
  const url = window.url();
  await window.evaluate(() => {
    globalThis.location.href = 'https://example.com/';
  });
  expect(await window.evaluate(() => globalThis.open('https://example.com/') === null)).toBe(true);
  // Long enough for a navigation to begin, were one allowed.
  await window.waitForTimeout(500);
  expect(window.url()).toBe(url);
  expect(app.windows()).toHaveLength(1);
});

test('the packed app starts and shows the sample image', async ({ launch }) => {
  test.skip(!isPackedThere(), 'a runtime named by hand is not packed');
  const { window, pageErrors, picture } = await launch({ packed: true, paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(pageErrors).toEqual([]);
  await picture('packed');
});

test('the packed app is shut and says what it is made of', async () => {
  const executable = process.env['LAYERSCOPE_PACKED'];
  test.skip(executable === undefined, 'a runtime named by hand is not packed');
  if (executable === undefined) return;
  expect(await readFuses(executable)).toMatchObject({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // Open in the build under test alone: it is how these tests drive the app.
    enableNodeCliInspectArguments: true,
  });
  const list = path.join(path.dirname(executable), 'resources/sbom.cdx.json');
  const { components } = JSON.parse(await readFile(list, 'utf8'));
  const names = components.map(({ name }: { readonly name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['electron', 'react', 'zustand', 'tar-stream']));
  expect(names).not.toContain('vitest');
});
