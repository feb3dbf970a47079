// @ts-check
/** The system libraries that Electron links against, on Linux. */
import { access } from 'node:fs/promises';
import { runCaught } from './run.mjs';
import { Refusal, say } from './say.mjs';

const runtimePackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatspi2.0-0',
  'libnotify4',
];
const screenPackages = ['xvfb', 'xauth'];

/**
 * The libraries a binary asks for and this machine lacks.
 * @param {string} listing what ldd printed
 * @returns {string[]} their names, like `libgtk-3.so.0`
 */
export function missingLibraries(listing) {
  return listing
    .split('\n')
    .filter((line) => line.includes('=> not found'))
    .map((line) => line.trim().split(' ')[0] ?? '');
}

/**
 * Debian renamed some libraries when their time type grew; the new name carries `t64`.
 * @param {readonly string[]} names
 */
async function namesHere(names) {
  return Promise.all(
    names.map(async (name) => {
      const { code, output } = await runCaught('apt-cache', [
        'show',
        '--no-all-versions',
        `${name}t64`,
      ]);
      return code === 0 && output.includes('Package:') ? `${name}t64` : name;
    }),
  );
}

/**
 * Installs packages where that is ours to do (Debian, as root), and otherwise says how.
 * @param {readonly string[]} names
 * @param {string} reason
 */
async function installPackages(names, reason) {
  const debian = await access('/etc/debian_version').then(
    () => true,
    () => false,
  );
  if (!debian) {
    throw new Refusal(
      `${reason} Install what Debian calls: ${names.join(' ')} (under your system's names).`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Refusal(
      `${reason} Install it with:\n  sudo apt-get install --no-install-recommends ${(await namesHere(names)).join(' ')}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runCaught('apt-get', ['update', '-qq'], { env });
  const wanted = await namesHere(names);
  say(`${reason} Installing by apt: ${wanted.join(' ')}`);
  const { code, output } = await runCaught(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...wanted],
    { env },
  );
  if (code !== 0) {
    throw new Refusal(`apt-get failed:\n${updated.output.trim()}\n${output.trim()}`);
  }
}

/**
 * Makes sure that an Electron binary finds its libraries.
 * @param {string} executable
 */
export async function ensureLibraries(executable) {
  if (process.platform !== 'linux') return;
  const lacking = missingLibraries((await runCaught('ldd', [executable])).output);
  if (lacking.length === 0) return;
  const named = lacking.slice(0, 3).join(', ');
  await installPackages(
    runtimePackages,
    `Electron lacks system libraries (${named}${lacking.length > 3 ? ' …' : ''}).`,
  );
  const still = missingLibraries((await runCaught('ldd', [executable])).output);
  if (still.length > 0) throw new Refusal(`Still missing: ${still.join(', ')}.`);
}

/** Makes sure that there is an X server without a screen to test under. */
export async function ensureVirtualScreen() {
  const found = await runCaught('sh', ['-c', 'command -v Xvfb && command -v xauth']);
  if (found.code !== 0) await installPackages(screenPackages, 'Tests without a screen need Xvfb.');
}

/**
 * The 7-Zip that electron-builder packs archives with, from this system.
 * @returns {Promise<string>} its path
 */
export async function ensureArchiver() {
  const find = async () =>
    (await runCaught('sh', ['-c', 'command -v 7za || command -v 7zz || command -v 7z'])).output;
  if ((await find()) === '') await installPackages(['p7zip-full'], 'Archives need 7-Zip.');
  return (await find()).trim();
}
