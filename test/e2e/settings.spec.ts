import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { expect, pressShortcut, sampleImage, test } from './launch-app.ts';

/** The lightness of the page behind everything, from 0 to 1. */
async function lightness(window: Page): Promise<number> {
  return window.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) throw new Error('There is no canvas to tell the colour by.');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3 / 255;
  });
}

test('theme and language change at once, and are kept', async ({ launch }) => {
  const userData = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-'));
  try {
    const first = await launch({ paths: [sampleImage], userData });
    const { app, window, picture } = first;
    await expect(window.getByRole('treegrid')).toBeVisible();
    await pressShortcut(app, ',');
    const dialog = window.getByRole('dialog');
    await expect(dialog).toBeVisible();

    await test.step('dark and light, whatever the system says', async () => {
      await dialog.getByRole('radio', { name: 'Dark' }).click();
      await expect.poll(() => lightness(window)).toBeLessThan(0.25);
      await dialog.getByRole('radio', { name: 'Light' }).click();
      await expect.poll(() => lightness(window)).toBeGreaterThan(0.9);
      await dialog.getByRole('radio', { name: 'Dark' }).click();
      await picture('settings-dark');
    });

    await test.step('German, everywhere, without a new start', async () => {
      await dialog.getByRole('radio', { name: 'Deutsch' }).click();
      await expect(window.locator('html')).toHaveAttribute('lang', 'de');
      await expect(dialog).toContainText('Sprache');
      await window.keyboard.press('Escape');
      await expect(window.getByRole('tab', { name: 'Dateien' })).toBeVisible();
      await expect(window.getByRole('treegrid', { name: 'Dateien' })).toBeVisible();
      const menu = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label);
      expect(menu).toBe('Datei');
      await picture('german-dark');
    });
    await first.close();

    const second = await launch({ userData, language: null });
    await expect(second.window.locator('html')).toHaveAttribute('lang', 'de');
    await expect.poll(() => lightness(second.window)).toBeLessThan(0.25);
    expect(second.pageErrors).toEqual([]);
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test('the cache says what it takes, and is emptied', async ({ launch }, testInfo) => {
  const { app, window } = await launch({
    paths: [sampleImage],
    environment: { LAYERSCOPE_CACHE_FOLDER: testInfo.outputPath('cache') },
  });
  await expect(window.getByRole('button', { name: /of \d+ verified/ })).toBeVisible();
  await pressShortcut(app, ',');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByText(/ of .* \d+ layers?$/)).toBeVisible();
  const clear = dialog.getByRole('button', { name: 'Empty' });
  await expect(clear).toBeEnabled();
  await clear.click();
  await expect(dialog.getByText(/, 0 layers$/)).toBeVisible();
  await expect(clear).toBeDisabled();
});
