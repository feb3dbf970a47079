// @ts-check
/** node_modules as the lockfile wants it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { npmCommand, runCaught } from './run.mjs';
import { duration, Refusal, say, warn } from './say.mjs';

/** What the tools need; the app itself runs on Node 20.18. */
const oldestNode = [20, 19];

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * Reads the packages a lockfile names.
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage> | undefined>} undefined when there is no such file
 */
async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * True when every package of the lockfile is installed in that version; packages for other
 * platforms are optional and may be absent. npm keeps what it installed in a hidden lockfile.
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([place, one]) => {
    if (place === '' || one.link === true) return true;
    const there = installed[place];
    return there === undefined ? one.optional === true : there.version === one.version;
  });
}

/** Fails with a plain sentence on a Node that is too old. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Refusal(
      `Layerscope needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`,
    );
  }
}

/** @param {string[]} command */
async function runNpm(...command) {
  const npm = npmCommand([...command, '--no-audit', '--no-fund', '--loglevel=error']);
  return runCaught(npm.command, npm.args, { cwd: root });
}

/** Installs the project's packages if they are missing or not those of package-lock.json. */
export async function ensureModules() {
  checkNode();
  const wanted = await lockedPackages(path.join(root, 'package-lock.json'));
  const installed = await lockedPackages(path.join(root, 'node_modules/.package-lock.json'));
  if (wanted === undefined) throw new Refusal('package-lock.json is missing or not readable.');
  if (installed !== undefined && isInstalled(wanted, installed)) return;
  say(`${installed === undefined ? 'installing' : 'updating'} packages (npm ci) …`);
  const start = performance.now();
  let { code, output } = await runNpm('ci');
  if (code !== 0 && output.includes('EUSAGE')) {
    // A registry that does not offer every optional package makes lockfiles that only this reads.
    warn('package-lock.json is not complete: installing what it names with npm install instead …');
    ({ code, output } = await runNpm('install', '--no-save'));
  }
  if (code !== 0) throw new Refusal(`npm failed:\n${output.trim()}`);
  say(`packages installed in ${duration(performance.now() - start)}`);
}
