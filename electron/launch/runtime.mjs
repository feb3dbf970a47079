// @ts-check
/** Which Electron to start: the one named, the project's own, or the fallback. */
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fallbackExists, fallbackRuntime, fallbackVersion } from './fallback-runtime.mjs';
import { cacheFolder, root } from './paths.mjs';
import { runCaught } from './run.mjs';
import { Refusal, say, warn } from './say.mjs';

const electronPackage = path.join(root, 'node_modules/electron');
const downloadLimit = 5 * 60_000;
const retryAfter = 24 * 60 * 60_000;

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {'named' | 'own' | 'fallback'} origin
 * @property {string | undefined} version known unless the user named the executable
 */

/** The binary of the `electron` package, if it is there. */
async function ownBinary() {
  try {
    const inside = await readFile(path.join(electronPackage, 'path.txt'), 'utf8');
    const executable = path.join(electronPackage, 'dist', inside);
    await access(executable);
    return executable;
  } catch {
    return undefined;
  }
}

/** @param {string} file */
async function ageOf(file) {
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}

/**
 * Lets the `electron` package fetch its binary. A failure is remembered for a day where there is
 * a fallback, so that a machine without access does not try on every start.
 * @param {string} version
 */
async function downloadOwn(version) {
  const failure = path.join(cacheFolder(), 'runtime', `electron-${version}.unreachable`);
  if (fallbackExists() && (await ageOf(failure)) < retryAfter) return undefined;
  say(`fetching the Electron ${version} runtime …`);
  const { code, output } = await runCaught(
    process.execPath,
    [path.join(electronPackage, 'install.js')],
    fallbackExists() ? { timeout: downloadLimit } : {},
  );
  if (code === 0) return ownBinary();
  if (!fallbackExists()) {
    throw new Refusal(
      `Electron ${version} could not be fetched. Name one with LAYERSCOPE_ELECTRON.\n${output.trim()}`,
    );
  }
  warn(`Electron ${version} cannot be fetched here; using the fallback runtime.`);
  await mkdir(path.dirname(failure), { recursive: true });
  await writeFile(failure, output);
  return undefined;
}

/**
 * Finds or fetches the Electron to start the app with.
 * @returns {Promise<Runtime>}
 */
export async function findRuntime() {
  const named = process.env['LAYERSCOPE_ELECTRON'] ?? process.env['ELECTRON_EXEC_PATH'];
  if (named !== undefined && named !== '') {
    await access(named).catch(() => {
      throw new Refusal(`There is no Electron at ${named}.`);
    });
    return { executable: named, origin: 'named', version: undefined };
  }
  const manifest = JSON.parse(await readFile(path.join(electronPackage, 'package.json'), 'utf8'));
  /** @type {string} */
  const version = manifest.version;
  const own = (await ownBinary()) ?? (await downloadOwn(version));
  if (own !== undefined) return { executable: own, origin: 'own', version };
  const folder = await fallbackRuntime();
  return {
    executable: path.join(folder, 'electron'),
    origin: 'fallback',
    version: fallbackVersion,
  };
}

/** Switches about this machine's screen. @returns {readonly string[]} */
export function screenSwitches() {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  return wayland !== undefined && display === undefined ? ['--ozone-platform=wayland'] : [];
}
