import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { expect, pressShortcut, sampleImage, test } from './launch-app.ts';

/** The names of the visible lines of the file tree, each with its level and the letter of its change. */
async function lines(window: Page): Promise<string[]> {
  return window
    .getByRole('treegrid')
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => {
        const level = Number(row.getAttribute('aria-level'));
        const [change = '', name = ''] = [...row.querySelectorAll('[role=gridcell]')].map((cell) =>
          (cell as HTMLElement).innerText.trim(),
        );
        return `${'  '.repeat(level - 1)}${name.split('\n')[0]}${change === '' ? '' : ` ${change.split('\n')[0]}`}`;
      }),
    );
}

test('a person finds out what a layer did, looks into a file and takes it out', async ({
  launch,
}, testInfo) => {
  const { app, window, pageErrors, picture } = await launch({ paths: [sampleImage] });
  const tree = window.getByRole('treegrid', { name: 'Files' });
  const layers = window.getByRole('listbox', { name: 'Layers' });
  const inspectorSwitch = window.getByRole('button', { name: 'Show or hide inspector' });

  await test.step('the header says what the image is, and that its digests hold', async () => {
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('tidewatch:1.4.0');
    await expect(window.getByText('linux/amd64').first()).toBeVisible();
    await expect(window.getByRole('button', { name: /of \d+ verified/ })).toBeVisible();
    await expect(layers.getByRole('option')).toHaveCount(6);
  });

  await test.step('choosing a layer shows the tree after it and marks what it changed', async () => {
    await layers.getByRole('option', { name: /Layer 2/ }).click();
    await expect(window.getByRole('button', { name: 'Removed' })).toContainText('2');
    await window.getByRole('button', { name: 'Only what this layer changed' }).click();
    await window.getByRole('button', { name: 'Expand everything changed' }).click();
    await expect(tree.getByRole('row', { name: /\.npmrc/ })).toBeVisible();
    expect(
      (await lines(window)).filter((line) => / [AMD]$/.test(line)).map((line) => line.trim()),
    ).toContain('.npmrc D');
    await picture('only-changes');
    await window.getByRole('button', { name: 'Only what this layer changed' }).click();
  });

  await test.step('the keyboard moves as in a native tree', async () => {
    await layers.getByRole('option', { name: /Layer 5/ }).click();
    await window.getByRole('button', { name: 'Collapse all folders' }).click();
    await tree.getByRole('row', { name: /Folder etc/ }).click();
    await window.keyboard.press('ArrowRight');
    await expect(tree.getByRole('row', { name: /passwd/ })).toBeVisible();
    await window.keyboard.type('pass');
    await expect(tree.getByRole('row', { name: /passwd/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await window.keyboard.press('ArrowLeft');
    await expect(tree.getByRole('row', { name: /Folder etc/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await window.keyboard.press('ArrowLeft');
    await expect(tree.getByRole('row', { name: /passwd/ })).toBeHidden();
    await window.keyboard.press('End');
    await window.keyboard.press('Home');
    await expect(tree.getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('a filter leads to a file, and the inspector tells everything about it', async () => {
    await window.getByRole('textbox', { name: 'Filter files' }).fill('passwd');
    const row = tree.getByRole('row', { name: /passwd/ });
    await expect(row).toBeVisible();
    await row.click();
    if ((await inspectorSwitch.getAttribute('aria-pressed')) === 'false')
      await inspectorSwitch.click();
    await expect(window.getByText('Life of this path')).toBeVisible();
    await window.getByRole('tab', { name: 'Content' }).click();
    await expect(window.locator('.cm-content')).toContainText('root:x:0:0');
    await picture('preview');
  });

  await test.step('the file is saved as it stands after the chosen layer', async () => {
    const saved = testInfo.outputPath('passwd');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, saved);
    await tree.getByRole('row', { name: /passwd/ }).click({ button: 'right' });
    await window.getByRole('menuitem', { name: /Save/ }).click();
    await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('tide');
  });

  await test.step('a regular expression that is none is said, not swallowed', async () => {
    await window.getByRole('radio', { name: 'Regular expression' }).click();
    await window.getByRole('textbox', { name: 'Filter files' }).fill('(');
    await expect(window.getByText(/pattern|expression/i).first()).toBeVisible();
    await window.getByRole('textbox', { name: 'Filter files' }).fill('');
  });

  await test.step('history, config and problems tell the rest', async () => {
    await window.getByRole('tab', { name: 'History' }).click();
    await expect(window.getByText('npm ci').first()).toBeVisible();
    await window.getByRole('tab', { name: 'Config' }).click();
    await expect(window.getByText('DATA_DIR').first()).toBeVisible();
    await window.getByRole('tab', { name: 'Problems' }).click();
    await expect(window.getByText('verified').first()).toBeVisible();
  });

  expect(pageErrors).toEqual([]);
});

test('every action is in the palette and works from there', async ({ launch }) => {
  const { app, window, pageErrors } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await pressShortcut(app, 'K');
  await window.getByRole('dialog').getByRole('combobox').fill('history');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('tab', { name: 'History' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  expect(pageErrors).toEqual([]);
});

test('what is damaged is reported and the rest is shown', async ({ launch }, testInfo) => {
  const damaged = testInfo.outputPath('damaged.tar');
  const bytes = await readFile(sampleImage);
  // Turns one byte inside a file of the first layer: its digest no longer holds, its tree is as it was.
  const at = bytes.indexOf('NAME="');
  expect(at).toBeGreaterThan(0);
  bytes[at] = 'M'.charCodeAt(0);
  await writeFile(damaged, bytes);
  const notImage = path.join(path.dirname(damaged), 'notes.txt');
  await writeFile(notImage, 'This is not an image.');
  const { window, picture } = await launch({ paths: [damaged, notImage] });
  await window.getByRole('treeitem', { name: /tidewatch/ }).click();
  await expect(window.getByRole('treegrid').getByRole('row', { name: /Folder etc/ })).toBeVisible();
  await window.getByRole('tab', { name: /Problems/ }).click();
  await expect(window.getByText('mismatch').or(window.getByText('does not')).first()).toBeVisible();
  await expect(window.getByRole('treeitem', { name: /notes\.txt/ })).toBeVisible();
  await picture('damaged');
});
