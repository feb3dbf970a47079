// @ts-check
/** `npm run soak [-- --minutes N --seed N]`: uses the app at random for a long time; see docs/reliability.md. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';
import { runAttached } from './run.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
    },
  });
  return runAttached(
    process.execPath,
    [path.join(root, 'electron/launch/test.mjs'), 'e2e', 'soak.spec.ts'],
    {
      cwd: root,
      env: {
        ...process.env,
        LAYERSCOPE_SOAK_MINUTES: values.minutes,
        LAYERSCOPE_SOAK_SEED: values.seed,
      },
    },
  );
});
