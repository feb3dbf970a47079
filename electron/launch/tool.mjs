// @ts-check
/** `node electron/launch/tool.mjs bench|fuzz|sample …`: builds and runs one of the project's tools. */
import path from 'node:path';
import { buildTargets } from './build.mjs';
import { ensureModules } from './modules.mjs';
import { root } from './paths.mjs';
import { runAttached } from './run.mjs';
import { Refusal, runScript } from './say.mjs';
import { targetFolder } from './targets.mjs';

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name !== 'bench' && name !== 'fuzz' && name !== 'sample') {
    throw new Refusal('tools: bench, fuzz, sample');
  }
  await ensureModules();
  await buildTargets(name === 'bench' ? ['cli', 'bench'] : [name]);
  const program = path.join(targetFolder(name), `${name}.js`);
  return runAttached(process.execPath, ['--expose-gc', program, ...args], { cwd: root });
});
