import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { canHang, makeHangingDrive } from '../faults/hanging-drive.ts';
import { isLong, seed } from '../faults/form.ts';
import { Random } from '../fuzz/random.ts';
import { expect, project, sampleImage, test } from './launch-app.ts';
import { writeLongImage } from './long-image.ts';

const random = new Random(seed);
/** Starts of the app in each of which the engine is killed twice. A third time within a minute nothing is opened again. */
const starts = isLong ? 15 : 1;

/** Kills the engine's process, once there is one that is not `before`; answers its number. */
async function killEngine(app: ElectronApplication, before: number): Promise<number> {
  let killed = 0;
  await expect
    .poll(
      async () => {
        killed = await app.evaluate(({ app: electronApp }, old) => {
          const engine = electronApp
            .getAppMetrics()
            .find(({ type, name }) => type === 'Utility' && /engine/i.test(name ?? ''));
          if (engine === undefined || engine.pid === old) return 0;
          process.kill(engine.pid, 'SIGKILL');
          return engine.pid;
        }, before);
        return killed;
      },
      { timeout: 15_000 },
    )
    .not.toBe(0);
  return killed;
}

function archivesIn(window: Page): ReturnType<Page['getByRole']> {
  return window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem', { level: 1 });
}

/** Starts the app a second time, which hands its paths to the first and ends. */
function startAgain(userData: string, paths: readonly string[]): ChildProcess {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executable = process.env['LAYERSCOPE_ELECTRON'] ?? '';
  return spawn(executable, [...sandbox, project, `--user-data-dir=${userData}`, ...paths]);
}

for (let start = 0; start < starts; start++) {
  const moments = [random.below(2500), random.below(1500)];
  test(`the engine is killed ${moments.join(' and ')} ms after a beginning: ${start + 1}`, async ({
    launch,
  }, testInfo) => {
    const long = testInfo.outputPath('long.tar');
    await writeLongImage(long, 800);
    const { app, window, pageErrors } = await launch({ paths: [long, sampleImage] });
    const told = window.getByText('The engine was started again');
    let killed = 0;
    for (const moment of moments) {
      await window.waitForTimeout(moment);
      killed = await killEngine(app, killed);
      await expect(told).toHaveCount(1);
    }
    await expect(archivesIn(window)).toHaveCount(2);
    await expect(archivesIn(window)).toHaveText([/long\.tar/, /sample\.tar/]);
    await window
      .getByRole('treeitem', { name: /tidewatch/ })
      .first()
      .click();
    await expect(
      window.getByRole('treegrid').getByRole('row', { name: /Folder etc/ }),
    ).toBeVisible();
    const status = window.getByRole('contentinfo').getByRole('status').first();
    await expect(status.filter({ hasText: /^Ready$/ })).toBeVisible({ timeout: 30_000 });
    expect(pageErrors).toEqual([]);
  });
}

test('an engine that crashes again and again opens nothing any more, and the window stays', async ({
  launch,
}) => {
  const { app, window, pageErrors } = await launch({ paths: [sampleImage] });
  await expect(archivesIn(window)).toHaveCount(1);
  let killed = 0;
  for (let crash = 0; crash < 3; crash++) killed = await killEngine(app, killed);
  await expect(window.getByRole('button', { name: 'Open the sample image' })).toBeVisible();
  await expect(archivesIn(window)).toHaveCount(0);
  await expect(window.getByText(/It stopped several times/).first()).toBeVisible();
  // It can be opened by hand.
  await window.getByRole('button', { name: 'Open the sample image' }).click();
  await expect(window.getByRole('treegrid')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a page that is loaded again, and one that crashes, come back with what was open', async ({
  launch,
}, testInfo) => {
  const other = testInfo.outputPath('other.tar');
  await copyFile(sampleImage, other);
  const { app, window } = await launch({ paths: [sampleImage, other] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  await window.reload();
  await expect(archivesIn(window)).toHaveCount(2);
  await expect(window.getByRole('treegrid').getByRole('row', { name: /Folder etc/ })).toBeVisible();
  await expect(window.getByText('The engine was started again')).toHaveCount(0);

  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  // What tests steer a page with has gone with it: the page itself is asked.
  const seen = (): Promise<readonly string[]> =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return [];
      // A test's own debugger makes new pages wait for it.
      if (!contents.debugger.isAttached()) contents.debugger.attach();
      await contents.debugger.sendCommand('Runtime.runIfWaitingForDebugger');
      const script = `[...document.querySelectorAll('[role=treeitem][aria-level="1"], [role=treegrid] [role=row]')]
        .map((each) => each.textContent)`;
      const found: unknown = await contents.executeJavaScript(script);
      return Array.isArray(found) ? found.map(String) : [];
    });
  await expect
    .poll(async () => (await seen()).join('\n'), { timeout: 20_000 })
    .toMatch(/sample\.tar[^]*other\.tar[^]*etc/);
});

test('a second start hands over all its paths, also one that leads nowhere', async ({
  launch,
}, testInfo) => {
  const other = testInfo.outputPath('other.tar');
  await copyFile(sampleImage, other);
  const { window, userData, pageErrors } = await launch({ paths: [sampleImage] });
  await expect(window.getByRole('treegrid')).toBeVisible();
  const second = startAgain(userData, [testInfo.outputPath('nowhere.tar'), other, sampleImage]);
  await expect(archivesIn(window)).toHaveCount(3);
  await expect.poll(() => second.exitCode).toBe(0);
  await window.getByRole('treeitem', { name: 'nowhere.tar' }).click();
  await expect(window.getByRole('alert').first()).toContainText('nowhere.tar');
  expect(pageErrors).toEqual([]);
});

test('archives on a drive that hangs hold up nothing: not the others, not the settings, not the end', async ({
  launch,
}) => {
  test.skip(!canHang, 'no drive of our own can be mounted here');
  const drive = await makeHangingDrive();
  const userData = await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-'));
  try {
    const far: string[] = [];
    for (let count = 1; count <= 5; count++) {
      await copyFile(sampleImage, path.join(drive.inside, `far${count}.tar`));
      far.push(path.join(drive.mount, `far${count}.tar`));
    }
    const { window, close, pageErrors } = await launch({ userData });
    await drive.hang({ hanging: 'all' });
    startAgain(userData, [...far, sampleImage]);
    await expect(archivesIn(window)).toHaveCount(6, { timeout: 20_000 });
    await expect(window.getByRole('treegrid').getByRole('row', { name: /Folder etc/ })).toBeVisible(
      { timeout: 20_000 },
    );
    await window.getByRole('treeitem', { name: 'far3.tar' }).click({ button: 'right' });
    await window.getByRole('menuitem', { name: /Close/ }).click();
    await expect(archivesIn(window)).toHaveCount(5);

    await drive.hang({ hanging: 'none' });
    await expect(
      window.getByRole('tree', { name: 'Archives' }).getByRole('treeitem', { name: /tidewatch/ }),
    ).toHaveCount(5, { timeout: 20_000 });
    await drive.hang({ hanging: 'all' });
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(pageErrors).toEqual([]);
  } finally {
    await drive.remove();
    await rm(userData, { recursive: true, force: true });
  }
});
