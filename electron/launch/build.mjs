// @ts-check
/**
 * Builds what is out of date. A target is up to date when the list of its sources, with their
 * sizes and times, is the one it was built from; so a second start builds nothing.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { dist, root } from './paths.mjs';
import { dim, duration, Refusal, runScript, say } from './say.mjs';
import { appTargets, targetFolder, targets } from './targets.mjs';

const stampName = '.built-from';

/** Files outside the sources that decide what comes out. */
const settings = ['package.json', 'package-lock.json', 'electron/launch/targets.mjs'];

/** @param {string} file below the project */
async function trace(file) {
  const { size, mtimeMs } = await stat(path.join(root, file));
  return `${file} ${size} ${mtimeMs}`;
}

/**
 * A fingerprint of the sources of a target.
 * @param {import('./targets.mjs').TargetName} name
 */
async function fingerprint(name) {
  const files = [...settings];
  for (const folder of targets[name].sources) {
    const entries = await readdir(path.join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries) {
      if (entry.isFile()) files.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  const traces = await Promise.all(files.sort().map(trace));
  return createHash('sha256').update(traces.join('\n')).digest('hex');
}

/** @param {string} folder */
async function stampOf(folder) {
  return readFile(path.join(folder, stampName), 'utf8').catch(() => '');
}

/**
 * Builds one target beside its place and then moves it there, so that a program that runs from
 * the old files, or a second build, never sees half of it.
 * @param {import('./targets.mjs').TargetName} name
 * @param {string} stamp
 */
async function buildTarget(name, stamp) {
  const { build } = await import('vite');
  const folder = targetFolder(name);
  const draft = path.join(dist, `.draft-${name}-${process.pid}`);
  const outdated = `${draft}-old`;
  try {
    for (const config of targets[name].configs) {
      await build({
        configFile: false,
        root,
        mode: 'production',
        logLevel: 'silent',
        ...config,
        plugins: config.root === undefined ? [] : await pagePlugins(),
        build: { ...config.build, outDir: draft, emptyOutDir: false, reportCompressedSize: false },
      });
    }
    await writeFile(path.join(draft, stampName), stamp);
    await mkdir(path.dirname(folder), { recursive: true });
    await rename(folder, outdated).catch(() => undefined);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(outdated, { recursive: true, force: true });
  }
}

async function pagePlugins() {
  const { default: react } = await import('@vitejs/plugin-react');
  return [react()];
}

/**
 * Brings targets up to date.
 * @param {readonly import('./targets.mjs').TargetName[]} names
 * @returns {Promise<readonly import('./targets.mjs').TargetName[]>} those that were built
 */
export async function buildTargets(names) {
  const start = performance.now();
  /** @type {import('./targets.mjs').TargetName[]} */
  const built = [];
  for (const name of names) {
    const stamp = await fingerprint(name);
    if ((await stampOf(targetFolder(name))) === stamp) continue;
    if (built.length === 0) say('building …');
    await buildTarget(name, stamp).catch((error) => {
      const plain = stripVTControlCharacters(String(error.message));
      const [reason = ''] = plain.split('\nStack backtrace');
      throw new Refusal(`building ${name} failed: ${reason.trim()}`);
    });
    built.push(name);
  }
  if (built.length > 0) {
    say(`built ${built.join(', ')} ${dim(duration(performance.now() - start))}`);
  }
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => {
    const { ensureModules } = await import('./modules.mjs');
    await ensureModules();
    const built = await buildTargets(appTargets);
    if (built.length === 0) say('everything is up to date');
    return 0;
  });
}
