import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  _electron as electron,
  errors,
  expect,
  test as base,
  type ElectronApplication,
  type Page,
} from 'playwright/test';

/** The project's own folder, which Electron starts as an app. */
export const project = path.resolve(import.meta.dirname, '../..');

/** The image that opens when none is named. */
export const sampleImage = path.join(project, 'assets/sample.tar');

/** How a test wants the app started. Everything is optional. */
export interface LaunchOptions {
  /** What to open, as absolute paths; empty starts with no archive. */
  readonly paths?: readonly string[];
  /** A BCP 47 tag, English unless said; null leaves it to the settings. */
  readonly language?: string | null;
  /** A folder to keep settings in over several starts; a fresh one unless said. */
  readonly userData?: string;
  /** Environment beside the one of the test run. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The packed app of `npm run dist -- --tested` instead of the built one. */
  readonly packed?: boolean;
  /** More Chromium or app switches. */
  readonly switches?: readonly string[];
  /** The test itself tries what the page's policy forbids; of any other app nothing may have been refused. */
  readonly mayViolate?: boolean;
}

/** A running app. It is closed, and its folders removed, when the test ends. */
export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** Its first window, with the page loaded. */
  readonly window: Page;
  /** Where it keeps its settings. */
  readonly userData: string;
  /** What the page has logged as errors so far, uncaught ones included. */
  readonly pageErrors: readonly string[];
  /** Takes a picture into the results of this test. */
  readonly picture: (name: string) => Promise<void>;
  /** Closes it early, for tests that start it again. */
  readonly close: () => Promise<void>;
}

/**
 * Presses a shortcut as the system delivers it. Playwright's keyboard speaks to the page alone, past the menu, which
 * listens to most of the shortcuts.
 */
export async function pressShortcut(app: ElectronApplication, key: string): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { keyCode, modifier }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.sendInputEvent({ type: 'rawKeyDown', keyCode, modifiers: [modifier] });
      window?.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers: [modifier] });
    },
    { keyCode: key, modifier: process.platform === 'darwin' ? 'meta' : 'control' } as const,
  );
}

/** True when `npm test` has packed the app. */
export function isPackedThere(): boolean {
  return process.env['LAYERSCOPE_PACKED'] !== undefined;
}

interface Fixtures {
  /** Starts the app; every app started in a test is closed after it, with a picture if it failed. */
  readonly launch: (options?: LaunchOptions) => Promise<LaunchedApp>;
}

function runtimeOf(packed: boolean): { readonly executable: string; readonly app: string[] } {
  const name = packed ? 'LAYERSCOPE_PACKED' : 'LAYERSCOPE_ELECTRON';
  const executable = process.env[name];
  if (executable === undefined) {
    throw new Error(`${name} is not set: run the tests with "npm run e2e" or "npm test".`);
  }
  return { executable, app: packed ? [] : [project] };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

type ElectronOptions = NonNullable<Parameters<typeof electron.launch>[0]>;

/** On busy machines Chromium now and then never tells Playwright that it is there: then it is started once more. */
async function launchElectron(options: ElectronOptions): Promise<ElectronApplication> {
  try {
    return await electron.launch({ ...options, timeout: 15_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return electron.launch({ ...options, timeout: 30_000 });
  }
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern
  launch: async ({}, use, testInfo) => {
    const running: LaunchedApp[] = [];
    const lawful: LaunchedApp[] = [];
    const folders: string[] = [];

    async function launch(options: LaunchOptions = {}): Promise<LaunchedApp> {
      const { executable, app: appArguments } = runtimeOf(options.packed ?? false);
      const userData =
        options.userData ?? (await mkdtemp(path.join(os.tmpdir(), 'layerscope-e2e-')));
      if (options.userData === undefined) folders.push(userData);
      const isRoot = process.getuid?.() === 0;
      const app = await launchElectron({
        executablePath: executable,
        // Chromium refuses its own sandbox to root; Playwright then passes --no-sandbox.
        chromiumSandbox: !isRoot,
        args: [
          ...appArguments,
          `--user-data-dir=${userData}`,
          ...(options.language === null ? [] : [`--lang=${options.language ?? 'en'}`]),
          ...(options.switches ?? []),
          ...(options.paths ?? []),
        ],
        env: {
          ...definedEnvironment(),
          // The library of whoever runs the tests is none of their business.
          LAYERSCOPE_STORE: path.join(userData, 'library'),
          ...options.environment,
        },
      });
      const pageErrors: string[] = [];
      const window = await app.firstWindow({ timeout: 30_000 });
      window.on('pageerror', (error) => pageErrors.push(error.message));
      window.on('console', (message) => {
        if (message.type() === 'error') pageErrors.push(message.text());
      });
      await window.waitForLoadState('domcontentloaded');
      let closed = false;
      const launched: LaunchedApp = {
        app,
        window,
        userData,
        pageErrors,
        picture: async (name) => {
          await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
        },
        close: async () => {
          if (closed) return;
          closed = true;
          await app.close();
        },
      };
      running.push(launched);
      if (options.mayViolate !== true) lawful.push(launched);
      return launched;
    }

    await use(launch);
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [index, one] of running.entries()) {
      // The window may be gone already, which is then the failure itself.
      if (failed) await one.picture(`failed-${index}`).catch(() => undefined);
      await one.close();
    }
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    const errors = lawful.flatMap(({ pageErrors }) => pageErrors);
    expect(errors.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  },
});

export { expect } from 'playwright/test';
