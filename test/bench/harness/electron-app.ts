import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as playwright from 'playwright';
import type * as build from '../../../electron/launch/build.mjs';
import type * as displays from '../../../electron/launch/display.mjs';
import type * as runtime from '../../../electron/launch/runtime.mjs';
import type * as targets from '../../../electron/launch/targets.mjs';

/** The built app, or any other, and a screen to start it on. */
export interface ElectronStage {
  /** The project's own folder, which Electron starts as an app. */
  readonly project: string;
  /** Runtime and screen, for the notes of a report. */
  readonly description: string;
  /** Starts an app, waits until its window has loaded, and ends it after `use`. */
  readonly launch: <Result>(
    args: readonly string[],
    use: (app: playwright.ElectronApplication, page: playwright.Page) => Promise<Result>,
  ) => Promise<Result>;
  readonly end: () => void;
}

/** Builds the app, and finds a runtime and a screen; makes one in memory where there is none. */
export async function electronStage(): Promise<ElectronStage> {
  const { findRuntime } = await unbundled<typeof runtime>('electron/launch/runtime.mjs');
  const { appTargets } = await unbundled<typeof targets>('electron/launch/targets.mjs');
  const { buildTargets } = await unbundled<typeof build>('electron/launch/build.mjs');
  const screens = await unbundled<typeof displays>('electron/launch/display.mjs');
  const { _electron: electron } = await unbundled<typeof playwright>('playwright');
  await buildTargets(appTargets);
  const { executable: executablePath, version } = await findRuntime();
  const screen = (await screens.hasDisplay()) ? null : await screens.startVirtualScreen();
  const display = screen === null ? {} : { DISPLAY: screen.display };
  return {
    project: process.cwd(),
    description: `Electron ${version ?? 'of LAYERSCOPE_ELECTRON'}${screen === null ? '' : ', on a screen in memory'}`,
    launch: async (args, use) => {
      const userData = await mkdtemp(path.join(tmpdir(), 'layerscope-bench-'));
      const app = await electron.launch({
        executablePath,
        chromiumSandbox: process.getuid?.() !== 0,
        args: [...args, `--user-data-dir=${userData}`, '--lang=en'],
        env: {
          ...definedEnvironment(),
          ...display,
          LAYERSCOPE_CACHE_FOLDER: userData,
          LAYERSCOPE_STORE: path.join(userData, 'library'),
        },
      });
      try {
        const page = await app.firstWindow();
        await page.waitForLoadState('load');
        return await use(app, page);
      } finally {
        await app.close();
        await rm(userData, { recursive: true, force: true });
      }
    },
    end: () => screen?.stop(),
  };
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
