import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { project } from './launch-app.ts';

/**
 * What axe reports and is right as it is, by rule:
 * - `region`: the line between sidebar and page stands between two landmarks. It belongs to neither, and someone who
 *   moves by landmarks has nothing to find there.
 * - `scrollable-region-focusable`: the lines of a grid or treegrid scroll with the focus on the grid itself, which names
 *   the line by aria-activedescendant (ARIA Authoring Practices, Grid and Treegrid); a second place for the focus inside
 *   it would be one that no key moves on from.
 */
const fineAsItIs: Readonly<Record<string, string>> = {
  region: '[role=separator]',
  'scrollable-region-focusable': ':is([role=treegrid], [role=grid]) > [role=rowgroup]',
};

/** What axe finds wrong with the page as it stands, in short. */
export async function findings(window: Page): Promise<readonly string[]> {
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
