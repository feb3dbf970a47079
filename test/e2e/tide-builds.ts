import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { emptyStep, image, layer } from '../fixtures/image.ts';
import type { ImageRecipe } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file } from '../fixtures/tar.ts';
import { expect } from './launch-app.ts';

/** The lowest layer of all three. */
export const base = layer(file('etc/os-release', 'NAME="Harbour"\nPRETTY_NAME="Harbour 3"\n'));
const lib = layer(file('usr/lib/libtide.so', 'x'.repeat(40_000)));
const app = layer(file('srv/tide', 'y'.repeat(90_000)));

function dpkgRecord(name: string, version: string, kibibytes: number): string {
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\nInstalled-Size: ${kibibytes}\n`;
}

/**
 * Three images: `tide:1` and `tide:2` stand on `harbour:3` and part at their third layer, which the same step made; the
 * layer above it is the same again, and `tide:2` has one more.
 */
const recipes: readonly ImageRecipe[] = [
  image({
    ref: 'harbour:3',
    layers: [base, lib],
    history: ['ADD rootfs', 'RUN make lib'],
    created: '2024-01-01T00:00:00Z',
  }),
  image({
    ref: 'tide:1',
    layers: [
      base,
      lib,
      layer(
        file('usr/bin/less', 'l'.repeat(5_000)),
        file(
          'var/lib/dpkg/status',
          [dpkgRecord('less', '590', 300), dpkgRecord('tide', '1.0', 10)].join('\n'),
        ),
        file('etc/stamp', 'the same'),
      ),
      app,
    ],
    history: [
      'ADD rootfs',
      'RUN make lib',
      'RUN make tools',
      'COPY tide /srv',
      emptyStep('CMD ["tide"]'),
    ],
    created: '2024-02-01T00:00:00Z',
    config: { Env: ['PATH=/usr/bin:/bin'], Cmd: ['tide', '--quiet'] },
  }),
  image({
    ref: 'tide:2',
    layers: [
      base,
      lib,
      layer(
        file('usr/bin/jq', 'j'.repeat(9_000)),
        file(
          'var/lib/dpkg/status',
          [dpkgRecord('jq', '1.6', 100), dpkgRecord('tide', '2.0', 10)].join('\n'),
        ),
        file('etc/stamp', 'the same', { mtime: new Date('2024-06-01T00:00:00Z') }),
      ),
      app,
      layer(file('srv/notes', 'n'.repeat(20_000))),
    ],
    history: [
      'ADD rootfs',
      'RUN make lib',
      'RUN make tools',
      'COPY tide /srv',
      'COPY notes /srv',
      emptyStep('CMD ["tide"]'),
    ],
    created: '2024-03-01T00:00:00Z',
    config: { Env: ['PATH=/usr/bin:/opt/bin:/bin'], Cmd: ['tide', '--port', '80'] },
  }),
];

/** Writes the three images into one docker archive; answers its path. */
export async function writeBuilds(path: string): Promise<string> {
  await writeFile(path, await packMembers(await dockerMembers(recipes)));
  return path;
}

/** What is open, in the sidebar. */
export function archives(window: Page): Locator {
  return window.getByRole('tree', { name: 'Archives' });
}

/** Marks two images in the sidebar and compares them. */
export async function compareMarked(window: Page, first: RegExp, second: RegExp): Promise<void> {
  await archives(window).getByRole('treeitem', { name: first }).click();
  await archives(window)
    .getByRole('treeitem', { name: second })
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(window.getByText('2 images marked')).toBeVisible();
  await window.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(window.getByRole('tab', { name: 'Overview' })).toBeVisible();
}

/** Goes to a tab of the page. */
export async function openTab(window: Page, name: RegExp): Promise<void> {
  const tab = window.getByRole('tablist').first().getByRole('tab', { name });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}
