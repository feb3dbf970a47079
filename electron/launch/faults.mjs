// @ts-check
/** `npm run faults [-- --seed N]`: the long form of the tests of faults; see docs/reliability.md. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';
import { runAttached } from './run.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
  const env = {
    ...process.env,
    LAYERSCOPE_FAULTS: 'long',
    LAYERSCOPE_FAULTS_SEED: values.seed,
    LAYERSCOPE_KILLS: '300',
  };
  const step = (/** @type {readonly string[]} */ args) =>
    runAttached(process.execPath, [path.join(root, 'electron/launch/test.mjs'), ...args], {
      cwd: root,
      env,
    });
  const unit = await step(['unit', 'test/faults', 'test/engine/store']);
  const e2e = await step(['e2e', 'faults.spec.ts']);
  return Math.max(unit, e2e);
});
