// @ts-check
/**
 * `npm run faults [-- --seed N]`: the long form of the tests of faults, one step after another; see
 * docs/reliability.md. A step that fails does not keep the others from running.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';
import { runAttached } from './run.mjs';
import { dim, duration, green, red, runScript } from './say.mjs';

/** @type {readonly { readonly name: string, readonly args: readonly string[] }[]} */
const steps = [
  {
    name: 'files, disks and drives',
    args: ['unit', 'test/faults', '--exclude', 'test/faults/many-at-once.test.ts'],
  },
  { name: 'many things at once', args: ['unit', 'test/faults/many-at-once.test.ts'] },
  { name: 'killed while it writes to the library', args: ['unit', 'test/engine/store'] },
  { name: 'the engine killed, in the window', args: ['e2e', 'test/e2e/faults.spec.ts'] },
];

await runScript(async () => {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
  const env = {
    ...process.env,
    LAYERSCOPE_FAULTS: 'long',
    LAYERSCOPE_FAULTS_SEED: values.seed,
    LAYERSCOPE_KILLS: '300',
  };
  const script = path.join(root, 'electron/launch/test.mjs');
  const started = performance.now();
  /** @type {string[]} */
  const lines = [];
  let failed = 0;
  for (const [at, { name, args }] of steps.entries()) {
    process.stdout.write(`\nfaults ${at + 1} of ${steps.length}: ${name}\n`);
    const begun = performance.now();
    const code = await runAttached(process.execPath, [script, ...args], { cwd: root, env });
    if (code !== 0) failed++;
    const verdict = code === 0 ? green('ok    ') : red('failed');
    const time = dim(duration(performance.now() - begun).padStart(9));
    lines.push(`  ${verdict} ${time}  ${name}`);
    process.stdout.write(`${lines.at(-1)}\n`);
    // Somebody stopped it.
    if (code > 128) break;
  }
  process.stdout.write(`\n${lines.join('\n')}\n`);
  const left = steps.length - lines.length;
  const rest = left === 0 ? '' : `, ${left} not begun`;
  process.stdout.write(`  ${failed} of ${steps.length} steps failed${rest}, `);
  process.stdout.write(`${duration(performance.now() - started)}, seed ${values.seed}\n`);
  return failed + left === 0 ? 0 : 1;
});
