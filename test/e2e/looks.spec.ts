import { findings } from './findings.ts';
import { expect, sampleImage, test } from './launch-app.ts';

const tabs = [0, 1, 2, 3, 4, 5];
const sections = [0, 1, 2, 3, 4];

for (const language of ['en', 'de']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing stands in the way of a reader: ${language}, ${colorScheme}`, async ({
      launch,
    }) => {
      const { window, pageErrors, picture } = await launch({ paths: [sampleImage], language });
      await window.emulateMedia({ colorScheme });
      await expect(window.getByRole('treegrid')).toBeVisible();
      for (const place of tabs) {
        const tab = window.getByRole('tablist').first().getByRole('tab').nth(place);
        await tab.click();
        await expect(tab).toHaveAttribute('aria-selected', 'true');
        await expect(window.getByRole('tabpanel').first()).toBeVisible();
        expect(await findings(window)).toEqual([]);
        await picture(`tab-${place}`);
      }
      expect(pageErrors).toEqual([]);
    });

    test(`nor of a review, of a search, and of what it finds: ${language}, ${colorScheme}`, async ({
      launch,
    }) => {
      const { window, pageErrors, picture } = await launch({ paths: [sampleImage], language });
      await window.emulateMedia({ colorScheme });
      await window.getByRole('tab', { name: /^(Review|Durchsicht)$/ }).click();
      const review = window.getByRole('tabpanel').first();
      for (const place of sections) {
        const section = review.getByRole('tab').nth(place);
        await section.click();
        await expect(section).toHaveAttribute('aria-selected', 'true');
        await expect(window.getByRole('main').getByRole('progressbar')).toHaveCount(0);
        expect(await findings(window)).toEqual([]);
        await picture(`section-${place}`);
      }
      await window.getByRole('button', { name: /^(Search|Suche)$/ }).click();
      await expect(window.getByRole('main').getByRole('combobox')).toBeFocused();
      expect(await findings(window)).toEqual([]);
      await picture('search-start');
      await window.getByRole('main').getByRole('combobox').fill('etc');
      await expect(window.getByRole('grid').getByRole('row', { selected: true })).toBeVisible();
      expect(await findings(window)).toEqual([]);
      await picture('search');
      await window.getByRole('button', { name: /^(All versions|Alle Versionen)…$/ }).click();
      await expect(
        window.getByRole('dialog').getByRole('option', { selected: true }),
      ).toBeVisible();
      expect(await findings(window)).toEqual([]);
      await picture('life');
      expect(pageErrors).toEqual([]);
    });
  }
}

test('nothing is cut off in a small window', async ({ launch }) => {
  const { app, window, picture } = await launch({ paths: [sampleImage], language: 'de' });
  await expect(window.getByRole('treegrid')).toBeVisible();
  for (const [width, height] of [
    [900, 600],
    [720, 480],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]);
      },
      [width, height] as const,
    );
    await expect.poll(() => window.evaluate(() => globalThis.innerWidth)).toBe(width);
    expect(
      await window.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth),
    ).toBe(true);
    await picture(`small-${width}`);
  }
});
