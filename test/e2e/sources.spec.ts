import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, project, sampleImage, test } from './launch-app.ts';

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
