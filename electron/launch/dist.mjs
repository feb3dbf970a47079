// @ts-check
/**
 * `npm run dist [-- --tested] [-- --dir]`: packages the app. With --tested only the folder is made,
 * under release/tested/, and it differs from the release in one switch: inspection is allowed, which is
 * how the end-to-end tests drive it.
 */
import { access, link, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTargets } from './build.mjs';
import { ensureArchiver } from './libraries.mjs';
import { ensureModules } from './modules.mjs';
import { cacheFolder, release, root } from './paths.mjs';
import { runCaught } from './run.mjs';
import { findRuntime } from './runtime.mjs';
import { writeSbom } from './sbom.mjs';
import { duration, Refusal, runScript, say, warn } from './say.mjs';
import { appTargets } from './targets.mjs';

/**
 * A runtime without the default app, as electron-builder wants it: links, so it costs no space.
 * @param {string} runtime
 * @param {string} target an existing folder
 */
async function linkBareRuntime(runtime, target) {
  for (const entry of await readdir(runtime, { withFileTypes: true })) {
    const from = path.join(runtime, entry.name);
    const to = path.join(target, entry.name);
    if (entry.isFile()) await link(from, to);
    else if (entry.name !== 'resources') {
      await mkdir(to);
      await linkBareRuntime(from, to);
    }
  }
  await mkdir(path.join(target, 'resources'), { recursive: true });
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function runBuilder(args, env) {
  const program = path.join(root, 'node_modules/electron-builder/cli.js');
  const print = process.env['LAYERSCOPE_VERBOSE'] !== undefined;
  const { code, output } = await runCaught(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    print,
  });
  if (code !== 0) throw new Refusal(`electron-builder failed:\n${output.trim()}`);
}

/** Where the executable of a packed folder is. @param {string} folder */
async function packedExecutable(folder) {
  const candidates = [
    'linux-unpacked/layerscope',
    'win-unpacked/Layerscope.exe',
    'mac/Layerscope.app/Contents/MacOS/Layerscope',
    'mac-arm64/Layerscope.app/Contents/MacOS/Layerscope',
  ].map((place) => path.join(folder, place));
  for (const candidate of candidates) {
    const found = await access(candidate).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  throw new Refusal(`electron-builder left no app in ${folder}.`);
}

/**
 * Packages the app with the runtime that can be had here.
 * @param {{ tested: boolean, folderOnly: boolean }} options
 * @returns {Promise<string>} path of the packed executable, in its folder
 */
export async function packageApp({ tested, folderOnly }) {
  await buildTargets(appTargets);
  const runtime = await findRuntime();
  await writeSbom(runtime.version ?? 'unknown');
  const output = tested ? path.join(release, 'tested') : release;
  const args = ['--publish', 'never', `-c.directories.output=${output}`];
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  if (tested) args.push('-c.electronFuses.enableNodeCliInspectArguments=true');
  if (tested || folderOnly) args.push('--dir');
  if (runtime.origin === 'own') {
    await runBuilder(args, env);
    return packedExecutable(output);
  }
  if (runtime.version === undefined) {
    throw new Refusal('Packaging takes the runtime of the electron package or the fallback only.');
  }
  if (!tested) warn(`packed with Electron ${runtime.version}: good for a try, not for release`);
  if (!tested && !folderOnly) {
    args.push('--linux', 'dir', 'tar.gz');
    env['ELECTRON_BUILDER_7ZIP_PATH'] = await ensureArchiver();
    // The default takes three minutes to save a few per cent.
    env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] = '5';
  }
  const bare = await mkdtemp(path.join(cacheFolder(), 'runtime/.bare-'));
  try {
    await linkBareRuntime(path.dirname(runtime.executable), bare);
    args.push(`-c.electronDist=${bare}`, `-c.electronVersion=${runtime.version}`);
    await runBuilder(args, env);
  } finally {
    await rm(bare, { recursive: true, force: true });
  }
  return packedExecutable(output);
}

/** What packaging made, for people. */
async function listArtifacts() {
  for (const name of await readdir(release)) {
    const file = path.join(release, name);
    const { size } = await stat(file);
    if (/\.(?:gz|AppImage|deb|dmg|exe)$/.test(name)) {
      say(`${path.relative(root, file)}  ${(size / 1e6).toFixed(0)} MB`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => {
    const start = performance.now();
    const args = process.argv.slice(2);
    await ensureModules();
    const executable = await packageApp({
      tested: args.includes('--tested'),
      folderOnly: args.includes('--dir'),
    });
    say(`packed in ${duration(performance.now() - start)}: ${path.relative(root, executable)}`);
    if (!args.includes('--tested')) await listArtifacts();
    return 0;
  });
}
