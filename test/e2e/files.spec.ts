import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, hardLink, symlink } from '../fixtures/tar.ts';
import { expect, pressShortcut, sampleImage, test } from './launch-app.ts';

/** The names of the visible lines of the files. */
async function names(tree: Locator): Promise<string[]> {
  return tree
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .slice(1)
        .map((row) =>
          (row.querySelectorAll<HTMLElement>('[role=gridcell]')[1]?.innerText ?? '').trim(),
        ),
    );
}

function heading(tree: Locator, name: string): Locator {
  return tree.getByRole('columnheader', { name });
}

/** Numbers of the added, modified and removed paths as the toolbar says them. */
async function counts(window: Page): Promise<string> {
  const toolbar = window.getByRole('toolbar', { name: 'Filter files' });
  const toggles = ['Added', 'Modified', 'Removed'].map((name) =>
    toolbar.getByRole('button', { name, exact: true }).innerText(),
  );
  return (await Promise.all(toggles)).map((text) => text.replace(/\s+/g, '')).join(' ');
}

test('a range of layers is chosen by hand, by both ends, and as a whole', async ({ launch }) => {
  const { window, pageErrors } = await launch({ paths: [sampleImage] });
  const layers = window.getByRole('listbox', { name: 'Layers' });
  const chosen = layers.getByRole('option', { selected: true });
  await expect(chosen).toHaveCount(1);
  await expect.poll(() => counts(window)).toBe('A4 M2 D3');

  await test.step('by Shift and a click', async () => {
    await layers.getByRole('option', { name: /Layer 1/ }).click();
    await layers.getByRole('option', { name: /Layer 3/ }).click({ modifiers: ['Shift'] });
    await expect(chosen).toHaveCount(3);
    await expect(window.getByLabel('Since')).toHaveValue('0');
    await expect(window.getByLabel('Up to')).toHaveValue('3');
  });

  await test.step('by the keyboard', async () => {
    await layers.press('Shift+ArrowDown');
    await expect(chosen).toHaveCount(4);
    await layers.press('ArrowUp');
    await expect(chosen).toHaveCount(1);
    await expect(window.getByLabel('Up to')).toHaveValue('3');
  });

  await test.step('by its two ends', async () => {
    await window.getByLabel('Since').selectOption({ label: 'Layer 1' });
    await window.getByLabel('Up to').selectOption({ label: 'Layer 5' });
    await expect(chosen).toHaveCount(4);
  });

  await test.step('as the whole image, in which nothing can be modified or removed', async () => {
    await window.getByRole('button', { name: 'Whole image' }).click();
    await expect(chosen).toHaveCount(6);
    await expect.poll(() => counts(window)).toMatch(/^A\d+ M0 D0$/);
    await expect(window.getByText(/^64 paths$/)).toBeVisible();
  });
  expect(pageErrors).toEqual([]);
});

test('columns are sorted, columns and panes sized, by mouse and by keyboard', async ({
  launch,
}) => {
  const userWindow = await launch({ paths: [sampleImage] });
  const { window } = userWindow;
  const tree = window.getByRole('treegrid', { name: 'Files' });
  await expect(tree).toBeVisible();
  await window.getByRole('button', { name: 'Collapse all folders' }).click();

  await test.step('sorting by size, the largest first, then the other way round', async () => {
    const byName = await names(tree);
    expect(byName).toEqual(byName.toSorted());
    await heading(tree, 'Size').getByRole('button').click();
    await expect(heading(tree, 'Size')).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(async () => (await names(tree))[0]).toBe('usr');
    await heading(tree, 'Size').getByRole('button').press('Enter');
    await expect(heading(tree, 'Size')).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(async () => (await names(tree)).at(-1)).toBe('usr');
  });

  await test.step('the width follows the pointer and the arrow keys, and comes back', async () => {
    const sizer = tree.getByRole('separator', { name: /Size/ });
    const width = async (): Promise<number> => Number(await sizer.getAttribute('aria-valuenow'));
    const cell = tree.getByRole('row').nth(1).getByRole('gridcell').nth(2);
    const drawn = async (): Promise<number> => Math.round((await cell.boundingBox())?.width ?? 0);
    const before = await width();
    expect(await drawn()).toBe(before);
    const box = await sizer.boundingBox();
    if (box === null) throw new Error('The column has no line to drag.');
    await window.mouse.move(box.x + box.width / 2, box.y + 8);
    await window.mouse.down();
    await window.mouse.move(box.x + box.width / 2 - 30, box.y + 8, { steps: 4 });
    await window.mouse.up();
    expect(await width()).toBe(before + 30);
    expect(await drawn()).toBe(before + 30);
    await sizer.press('ArrowRight');
    expect(await width()).toBe(before + 22);
    await sizer.dblclick();
    expect(await width()).toBe(before);
  });

  await test.step('a pane likewise, to both ends of what it may have', async () => {
    const layers = window.getByRole('region', { name: 'Layers' });
    const line = window.getByRole('separator', { name: 'Change the size' }).nth(1);
    const drawn = async (): Promise<number> => Math.round((await layers.boundingBox())?.width ?? 0);
    const box = await line.boundingBox();
    if (box === null) throw new Error('The pane has no line to drag.');
    const before = await drawn();
    // What can be taken hold of is wider than the line.
    await window.mouse.move(box.x + 3, box.y + 40);
    await window.mouse.down();
    await window.mouse.move(box.x + 43, box.y + 60, { steps: 4 });
    await window.mouse.up();
    expect(await drawn()).toBe(before + 40);
    await expect(line).toHaveAttribute('aria-valuenow', String(before + 40));
    await line.press('ArrowLeft');
    expect(await drawn()).toBe(before + 24);
    await line.press('Home');
    await expect(line).toHaveAttribute('aria-valuenow', await attribute(line, 'aria-valuemin'));
    expect(await drawn()).toBe(Number(await attribute(line, 'aria-valuemin')));
    await line.press('End');
    expect(await drawn()).toBeGreaterThan(before + 40);
    expect(await drawn()).toBe(Number(await attribute(line, 'aria-valuenow')));
    await line.dblclick();
    expect(await drawn()).toBe(before);
  });

  await test.step('tabs go round by the arrow keys, and what has the focus says what it does', async () => {
    const tab = (name: string): Locator => window.getByRole('tab', { name, exact: true });
    await tab('Files').press('ArrowLeft');
    await expect(tab('Review')).toBeFocused();
    await expect(tab('Review')).toHaveAttribute('aria-selected', 'true');
    await tab('Review').press('Home');
    await expect(tab('Files')).toBeFocused();
    await expect(tree).toBeVisible();
    await window.keyboard.press('Tab');
    const button = window.getByRole('button', { name: 'Show or hide inspector' });
    await expect(button).toBeFocused();
    await expect(window.getByRole('tooltip')).toHaveText(/inspector/);
    await window.keyboard.press('Escape');
    await expect(window.getByRole('tooltip')).toHaveCount(0);
  });
});

async function attribute(element: Locator, name: string): Promise<string> {
  return (await element.getAttribute(name)) ?? '';
}

test('a finding leads to its path, and paths lead to one another', async ({ launch }, testInfo) => {
  const archive = testInfo.outputPath('links.tar');
  const recipe = image({
    ref: 'links:1',
    layers: [
      layer(
        directory('usr/lib'),
        file('usr/lib/thing.txt', 'first'),
        file('usr/lib/thing.txt', 'second'),
        hardLink('usr/lib/again.txt', 'usr/lib/thing.txt'),
        symlink('lib', 'usr/lib'),
        symlink('way', 'lib/thing.txt'),
      ),
      layer(file('readme', 'hello')),
    ],
    history: ['RUN lay it down', 'COPY readme /'],
  });
  await writeFile(archive, await packMembers(await dockerMembers([recipe])));
  const { app, window, pageErrors } = await launch({ paths: [archive] });
  const tree = window.getByRole('treegrid', { name: 'Files' });
  const cursor = tree.getByRole('row', { selected: true });
  const inspector = window.getByRole('heading', { level: 2 });
  await expect(tree).toBeVisible();

  await test.step('from the finding to the file, after the layer that has it', async () => {
    await pressShortcut(app, '4');
    await expect(window.getByText('A layer holds one path twice')).toBeVisible();
    await window
      .getByRole('button', { name: '/usr/lib/thing.txt', exact: true })
      .or(window.getByRole('button', { name: 'usr/lib/thing.txt', exact: true }))
      .first()
      .click();
    await expect(cursor).toHaveAccessibleName(/thing\.txt/);
    await expect(window.getByLabel('Up to')).toHaveValue('0');
  });

  await test.step('to its other name, and to the folder it lies in', async () => {
    const inspected = window.getByRole('tabpanel', { name: 'Details' });
    await inspected.getByRole('button', { name: '/usr/lib/again.txt' }).click();
    await expect(cursor).toHaveAccessibleName(/again\.txt/);
    await window.getByRole('button', { name: 'usr', exact: true }).click();
    await expect(cursor).toHaveAccessibleName(/Folder usr/);
    await expect(inspector.filter({ hasText: 'usr' })).toBeVisible();
  });

  await test.step('over a link that goes through another link, past a filter that hides it', async () => {
    await window.getByRole('textbox', { name: 'Filter files' }).fill('way');
    await tree.getByRole('row', { name: /Symbolic link way/ }).click();
    await window
      .getByRole('tabpanel', { name: 'Details' })
      .getByRole('button', { name: 'lib/thing.txt' })
      .click();
    await expect(cursor).toHaveAccessibleName(/thing\.txt/);
    await expect(window.getByRole('textbox', { name: 'Filter files' })).toHaveValue('');
  });
  expect(pageErrors).toEqual([]);
});
