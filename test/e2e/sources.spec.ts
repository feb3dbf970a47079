import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, pressShortcut, project, sampleImage, test } from './launch-app.ts';
import { writeLongImage } from './long-image.ts';

test('several archives stand side by side, close, and come back at the next start', async ({
  launch,
}, testInfo) => {
  const other = testInfo.outputPath('other.tar');
  await copyFile(sampleImage, other);
  const userData = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-'));
  try {
    const first = await launch({ paths: [sampleImage, other], userData });
    const sidebar = first.window.getByRole('tree', { name: 'Archives' });
    await expect(sidebar.getByRole('treeitem', { level: 1 })).toHaveCount(2);
    await sidebar.getByRole('treeitem', { name: 'sample.tar' }).click({ button: 'right' });
    await first.window.getByRole('menuitem', { name: /Close/ }).click();
    await expect(sidebar.getByRole('treeitem', { level: 1 })).toHaveCount(1);
    await first.close();

    const second = await launch({ userData });
    const again = second.window.getByRole('tree', { name: 'Archives' });
    await expect(again.getByRole('treeitem', { level: 1 })).toHaveText([/other\.tar/]);
    await expect(second.window.getByRole('treegrid')).toBeVisible();
    expect(second.pageErrors).toEqual([]);
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test('a second start hands its archive to the running window', async ({ launch }) => {
  const { window, userData } = await launch();
  await expect(window.getByRole('button', { name: /Open/ }).first()).toBeVisible();
  const executable = process.env['LAYERSCOPE_ELECTRON'] ?? '';
  const isRoot = process.getuid?.() === 0;
  const second = spawn(executable, [
    ...(isRoot ? ['--no-sandbox'] : []),
    project,
    `--user-data-dir=${userData}`,
    sampleImage,
  ]);
  await expect(window.getByRole('treeitem', { name: /tidewatch/ })).toBeVisible();
  await expect.poll(() => second.exitCode).toBe(0);
});

test('without an archive the window says what to do, and the sample opens from there', async ({
  launch,
}) => {
  const { window, pageErrors, picture } = await launch();
  await picture('empty');
  await window
    .getByRole('button', { name: /sample/i })
    .first()
    .click();
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('an engine that crashes is started again with what was open', async ({ launch }) => {
  const { app, window } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  const killed = await app.evaluate(({ app: electronApp }) => {
    const engine = electronApp
      .getAppMetrics()
      .find(({ type, name }) => type === 'Utility' && /engine/i.test(name ?? ''));
    if (engine !== undefined) process.kill(engine.pid, 'SIGKILL');
    return engine !== undefined;
  });
  expect(killed).toBe(true);
  await expect(window.getByText(/engine|started again/i).first()).toBeVisible();
  await expect(window.getByRole('treegrid').getByRole('row', { name: /Folder etc/ })).toBeVisible();
});

test('files that are dropped on the window are opened', async ({ launch }, testInfo) => {
  const other = testInfo.outputPath('other.tar');
  await copyFile(sampleImage, other);
  const { window, pageErrors, picture } = await launch();
  await expect(window.getByRole('button', { name: /Open/ }).first()).toBeVisible();
  const page = await window.context().newCDPSession(window);
  const data = { items: [], files: [sampleImage, other], dragOperationsMask: 1 };
  const place = { x: 400, y: 300, data };
  await page.send('Input.dispatchDragEvent', { type: 'dragEnter', ...place });
  await page.send('Input.dispatchDragEvent', { type: 'dragOver', ...place });
  await expect(window.getByText('Drop to open')).toBeVisible();
  await picture('drop');
  await page.send('Input.dispatchDragEvent', { type: 'drop', ...place });
  const sidebar = window.getByRole('tree', { name: 'Archives' });
  await expect(sidebar.getByRole('treeitem', { level: 1 })).toHaveCount(2);
  await expect(window.getByText('Drop to open')).toBeHidden();
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('what could not be opened says why, and opens once it is there', async ({
  launch,
}, testInfo) => {
  const late = testInfo.outputPath('late.tar');
  await writeFile(late, 'This is not an image yet.');
  const { window, picture } = await launch({ paths: [late] });
  await expect(window.getByRole('alert')).toContainText('late.tar could not be opened');
  await picture('failed');
  await copyFile(sampleImage, late);
  await window.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(window.getByRole('treegrid')).toBeVisible();
  await expect(window.getByRole('alert')).toBeHidden();
});

test('reading a large archive can be ended, begun again, and cut short by closing it', async ({
  launch,
}, testInfo) => {
  const long = testInfo.outputPath('long.tar');
  await writeLongImage(long, 3500);
  const { app, window, pageErrors, picture } = await launch({ paths: [long] });
  const status = window.getByRole('contentinfo').getByRole('status').first();
  const cancel = status.getByRole('button', { name: 'Cancel' });

  await test.step('its progress is shown, and it ends when it is told to', async () => {
    await expect(status).toContainText('Reading layers');
    await expect(window.getByRole('progressbar').first()).toBeVisible();
    await picture('reading');
    // The name of the image is known long before its files.
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('long:1');
    await cancel.first().click();
    await expect(window.getByText('The layers were not read')).toBeVisible();
    await picture('ended');
  });

  await test.step('it begins again', async () => {
    await window.getByRole('button', { name: 'Read the layers' }).click();
    await expect(status).toContainText('Reading layers');
  });

  await test.step('closing the archive ends it too', async () => {
    await pressShortcut(app, 'W');
    await expect(window.getByRole('button', { name: 'Open the sample image' })).toBeVisible();
    await expect(status).toHaveText('Ready');
  });
  expect(pageErrors).toEqual([]);
});

test('an archive is closed while a page about all images is shown', async ({ launch }) => {
  const { app, window, pageErrors } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.getByRole('button', { name: 'Family tree' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Family tree' })).toBeVisible();
  await pressShortcut(app, 'W');
  await expect(window.getByRole('treeitem', { name: /tidewatch/ })).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

test('what was opened lately is at hand while nothing is open', async ({ launch }, testInfo) => {
  const named = testInfo.outputPath('seen-before.tar');
  await copyFile(sampleImage, named);
  const { app, window, pageErrors, picture } = await launch({ paths: [named] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await pressShortcut(app, 'W');
  const recent = window.getByRole('region', { name: 'Recent' });
  await expect(recent).toContainText('seen-before.tar');
  await picture('recent');
  await recent.getByRole('button', { name: /seen-before/ }).click();
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(pageErrors).toEqual([]);
});
