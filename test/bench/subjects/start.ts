import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as playwright from 'playwright';
import type * as build from '../../../electron/launch/build.mjs';
import type * as displays from '../../../electron/launch/display.mjs';
import type * as runtime from '../../../electron/launch/runtime.mjs';
import type * as targets from '../../../electron/launch/targets.mjs';
import { contend, type Sample } from '../harness/measure.ts';
import { ratio } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

const names = {
  empty: 'an empty Electron window, painted',
  app: "the app, the sample's tree painted",
} as const;

/** The least program that shows a window. */
const emptyApp = `
import { app, BrowserWindow } from 'electron';
app.on('window-all-closed', () => app.quit());
app.on('ready', () => {
  const window = new BrowserWindow({ width: 1200, height: 800 });
  void window.loadURL('data:text/html,<title>empty</title><p>empty');
});
`;

/** From launching the program to its window painted, driven by Playwright, beside an empty window driven alike. */
export const start: Subject = async (bench) => {
  const project = process.cwd();
  const { findRuntime } = await unbundled<typeof runtime>('electron/launch/runtime.mjs');
  const { appTargets } = await unbundled<typeof targets>('electron/launch/targets.mjs');
  const { buildTargets } = await unbundled<typeof build>('electron/launch/build.mjs');
  const screens = await unbundled<typeof displays>('electron/launch/display.mjs');
  await buildTargets(appTargets);
  const { executable, version } = await findRuntime();
  const screen = (await screens.hasDisplay()) ? null : await screens.startVirtualScreen();
  const display = screen === null ? {} : { DISPLAY: screen.display };
  const folder = await mkdtemp(path.join(tmpdir(), 'layerscope-bench-'));
  await writeFile(path.join(folder, 'main.mjs'), emptyApp);
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', version: '0.0.0', type: 'module', main: 'main.mjs' }),
  );
  const launch = (args: readonly string[], painted: (page: playwright.Page) => Promise<void>) =>
    timeToPaint(executable, args, display, painted);
  const title = 'from launch to the first picture';
  try {
    const measured = await contend(
      [
        { name: names.empty, run: () => launch([folder], async () => {}) },
        {
          name: names.app,
          run: () =>
            launch([project, path.join(project, 'assets/sample.tar')], async (page) => {
              await page.getByRole('treegrid').getByRole('row').nth(2).waitFor();
            }),
        },
      ],
      bench.runs,
      { warmUp: true, onRound: rounds(bench, title) },
    );
    const comparison = { title, measured, against: [names.empty] };
    return {
      subject: 'start',
      comparisons: [comparison],
      verdicts: [],
      notes: [
        `Electron ${version ?? 'of LAYERSCOPE_ELECTRON'}${screen === null ? '' : ', on a screen in memory'}`,
        `the app takes ${ratio(comparison, names.app, names.empty).toFixed(2)} times as long as the empty window`,
      ],
    };
  } finally {
    screen?.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function timeToPaint(
  executablePath: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  painted: (page: playwright.Page) => Promise<void>,
): Promise<Sample> {
  const { _electron: electron } = await unbundled<typeof playwright>('playwright');
  const userData = await mkdtemp(path.join(tmpdir(), 'layerscope-bench-'));
  const begin = performance.now();
  const app = await electron.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...args, `--user-data-dir=${userData}`, '--lang=en'],
    env: { ...definedEnvironment(), ...environment, LAYERSCOPE_CACHE_FOLDER: userData },
  });
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    await painted(page);
    // Two frames later what is in the document is on the screen.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    return { milliseconds: performance.now() - begin, peakBytes: null, figures: {} };
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true });
  }
}

/** A module of the project or a package, as it lies there: these are not to be bundled into the benchmark. */
async function unbundled<Module>(name: string): Promise<Module> {
  const isFile = name.includes('/');
  const specifier = isFile ? pathToFileURL(path.resolve(name)).href : name;
  // Which module a name stands for is said where this is called.
  return (await import(/* @vite-ignore */ specifier)) as Module;
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
