// @ts-check
/** `npm run cli -- COMMAND …`: the engine for terminals. */
import path from 'node:path';
import { buildTargets } from './build.mjs';
import { ensureModules } from './modules.mjs';
import { userFolder } from './paths.mjs';
import { runAttached } from './run.mjs';
import { runScript } from './say.mjs';
import { targetFolder } from './targets.mjs';

await runScript(async () => {
  await ensureModules();
  await buildTargets(['cli']);
  const program = path.join(targetFolder('cli'), 'cli.js');
  return runAttached(process.execPath, [program, ...process.argv.slice(2)], { cwd: userFolder() });
});
