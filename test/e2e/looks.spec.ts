import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { expect, project, sampleImage, test } from './launch-app.ts';

const tabs = [0, 1, 2, 3];

/**
 * What axe reports and is right as it is, by rule:
 * - `region`: the line between sidebar and page stands between two landmarks. It belongs to neither, and someone who
 *   moves by landmarks has nothing to find there.
 * - `scrollable-region-focusable`: the lines of a treegrid scroll with the focus on the treegrid itself, which names
 *   the line by aria-activedescendant (ARIA Authoring Practices, Treegrid); a second place for the focus inside it
 *   would be one that no key moves on from.
 */
const fineAsItIs: Readonly<Record<string, string>> = {
  region: '[role=separator]',
  'scrollable-region-focusable': '[role=treegrid] > [role=rowgroup]',
};

/** What axe finds wrong with the page as it stands, in short. */
async function findings(window: Page): Promise<readonly string[]> {
  await window.evaluate(
    await readFile(path.join(project, 'node_modules/axe-core/axe.min.js'), 'utf8'),
  );
  return window.evaluate(async (fine) => {
    const axe = Reflect.get(globalThis, 'axe') as {
      run: () => Promise<{
        violations: { id: string; nodes: { html: string; target: string[] }[] }[];
      }>;
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target: [selector = ''] }) => {
          const exempt = fine[id];
          return exempt === undefined || !document.querySelector(selector)?.matches(exempt);
        })
        .map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  }, fineAsItIs);
}

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
