// @ts-check
/** `npm start [-- PATH …]`: from a fresh clone to a window on an image. */
import path from 'node:path';
import { buildTargets } from './build.mjs';
import { hasDisplay } from './display.mjs';
import { ensureLibraries } from './libraries.mjs';
import { ensureModules } from './modules.mjs';
import { root, sampleImage, userPath } from './paths.mjs';
import { runAttached } from './run.mjs';
import { findRuntime, screenSwitches } from './runtime.mjs';
import { sandboxSwitches } from './sandbox.mjs';
import { runScript, say, warn } from './say.mjs';
import { appTargets, targetFolder } from './targets.mjs';

/** What the window would show first, as text. @param {readonly string[]} paths */
async function printOverview(paths) {
  warn('there is no display to open a window on: this is what `inspect` says instead.');
  await buildTargets(['cli']);
  let worst = 0;
  for (const file of paths) {
    const args = [path.join(targetFolder('cli'), 'cli.js'), 'inspect', file];
    worst = Math.max(worst, await runAttached(process.execPath, args));
  }
  return worst;
}

/** @param {readonly string[]} switches @param {readonly string[]} paths */
async function openWindow(switches, paths) {
  await buildTargets(appTargets);
  const { executable } = await findRuntime();
  await ensureLibraries(executable);
  const forMachine = [...(await sandboxSwitches(executable)), ...screenSwitches()];
  if (forMachine.includes('--no-sandbox')) {
    say("running as root: Chromium's own sandbox cannot be used (--no-sandbox)");
  }
  const quiet = process.env['LAYERSCOPE_VERBOSE'] === undefined ? ['--log-level=3'] : [];
  return runAttached(executable, [...forMachine, ...quiet, root, ...switches, ...paths]);
}

await runScript(async () => {
  const typed = process.argv.slice(2);
  const switches = typed.filter((argument) => argument.startsWith('--'));
  const named = typed.filter((argument) => !argument.startsWith('--')).map(userPath);
  const paths = named.length > 0 ? named : [sampleImage];
  await ensureModules();
  return (await hasDisplay()) ? openWindow(switches, paths) : printOverview(paths);
});
