// @ts-check
/**
 * `npm test`: everything that must hold, from types to the running app. With the name of one step it
 * runs that step alone, on this terminal, and hands the other arguments to its tool.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildTargets } from './build.mjs';
import { nothing, playwrightCounts, sentence, sum, vitestCounts, withExitCode } from './counts.mjs';
import { hasDisplay, startVirtualScreen } from './display.mjs';
import { packageApp } from './dist.mjs';
import { ensureLibraries } from './libraries.mjs';
import { ensureModules } from './modules.mjs';
import { root } from './paths.mjs';
import { runAttached, runCaught } from './run.mjs';
import { findRuntime } from './runtime.mjs';
import { dim, duration, green, red, Refusal, runScript } from './say.mjs';
import { appTargets } from './targets.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

/**
 * @typedef {object} Tool
 * @property {string} program below node_modules/
 * @property {readonly string[]} args
 * @property {(file: string) => Promise<Counts>} [count] reads the report of a tool that counts tests
 * @property {readonly string[]} [reporters] what makes it write that report
 */

const results = path.join(root, 'test-results');
const reportOf = (/** @type {string} */ step) => path.join(results, `${step}.json`);

/** @type {Record<'types' | 'lint' | 'format' | 'unit' | 'e2e', Tool>} */
const tools = {
  types: {
    program: 'typescript/bin/tsc',
    args: ['-b', '--pretty', String(process.stdout.isTTY === true)],
  },
  lint: { program: 'oxlint/bin/oxlint', args: [] },
  format: { program: 'oxfmt/bin/oxfmt', args: ['--check'] },
  unit: {
    program: 'vitest/vitest.mjs',
    args: ['run'],
    count: vitestCounts,
    reporters: ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf('unit')}`],
  },
  e2e: {
    program: 'playwright/cli.js',
    args: ['test', '--config', 'test/e2e/playwright.config.ts'],
    count: playwrightCounts,
    reporters: ['--reporter=list,json'],
  },
};

/** The tools write into a pipe: they colour only what ends on a terminal. */
const colours = process.stdout.isTTY === true ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

/** @typedef {keyof typeof tools} ToolName */

/** @param {ToolName} name */
function isToolName(/** @type {string} */ name) {
  return Object.hasOwn(tools, name);
}

/**
 * What the end-to-end tests need: a runtime with its libraries, a screen, and a packed app, which
 * takes some seconds and only the whole suite asks for.
 * @param {{ packed: boolean }} options
 * @returns {Promise<{ env: NodeJS.ProcessEnv, stop: () => void }>}
 */
async function prepareApp({ packed }) {
  await buildTargets(appTargets);
  const { executable, origin } = await findRuntime();
  await ensureLibraries(executable);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    LAYERSCOPE_ELECTRON: executable,
    PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('e2e'),
  };
  if (packed && origin !== 'named') {
    env['LAYERSCOPE_PACKED'] = await packageApp({ tested: true, folderOnly: true });
  }
  if (await hasDisplay()) return { env, stop: () => undefined };
  const screen = await startVirtualScreen();
  env['DISPLAY'] = screen.display;
  return { env, stop: screen.stop };
}

/**
 * Runs one step on this terminal.
 * @param {ToolName} name
 * @param {readonly string[]} args
 */
async function runAlone(name, args) {
  const tool = tools[name];
  const writing = name === 'format' && args.includes('--write');
  const all = [
    path.join(root, 'node_modules', tool.program),
    ...(writing ? [] : tool.args),
    ...args,
  ];
  if (name === 'unit') await buildTargets(['engine', 'cli']);
  const { env, stop } =
    name === 'e2e'
      ? await prepareApp({ packed: args.length === 0 })
      : { env: {}, stop: () => undefined };
  try {
    return await runAttached(process.execPath, all, { cwd: root, env: { ...process.env, ...env } });
  } finally {
    stop();
  }
}

/**
 * Runs one step of the whole and prints one line about it, and what its tool said if it failed.
 * @param {string} name
 * @param {() => Promise<{ code: number, output: string, counts?: Counts }>} step
 * @returns {Promise<Counts>} a step that counts no tests counts as one failure when it fails
 */
async function runStep(name, step) {
  const start = performance.now();
  const { code, output, counts } = await step().catch((error) => ({
    code: 2,
    output: error instanceof Refusal ? error.message : String(error.stack),
    counts: undefined,
  }));
  const result = withExitCode(counts ?? nothing, code);
  const verdict = code === 0 ? green('ok'.padEnd(8)) : red('failed  ');
  const time = duration(performance.now() - start).padStart(9);
  const tests = counts === undefined ? '' : `  ${sentence(result)}`;
  process.stdout.write(`  ${name.padEnd(9)} ${verdict} ${dim(time)}${tests}\n`);
  // Tests of hostile input print what they met; a NUL would make the whole output binary to grep.
  if (code !== 0) process.stdout.write(`\n${output.replaceAll('\0', '').trim()}\n\n`);
  return result;
}

/**
 * @param {ToolName} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {() => Promise<{ code: number, output: string, counts?: Counts }>}
 */
function toolStep(name, env = {}) {
  const { program, args, count, reporters = [] } = tools[name];
  return async () => {
    const outcome = await runCaught(
      process.execPath,
      [path.join(root, 'node_modules', program), ...args, ...reporters],
      { cwd: root, env: { ...process.env, ...colours, ...env } },
    );
    return count === undefined ? outcome : { ...outcome, counts: await count(reportOf(name)) };
  };
}

async function runEverything() {
  const start = performance.now();
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  let counts = nothing;
  const take = async (/** @type {Promise<Counts>} */ step) => {
    const one = await step;
    counts = sum(counts, one);
    return one.failed === 0;
  };
  await take(runStep('types', toolStep('types')));
  await take(runStep('lint', toolStep('lint')));
  await take(runStep('format', toolStep('format')));
  const built = await take(
    runStep('build', async () => {
      await buildTargets(appTargets);
      return { code: 0, output: '' };
    }),
  );
  await take(runStep('unit', toolStep('unit')));
  /** @type {Awaited<ReturnType<typeof prepareApp>> | undefined} */
  let app;
  if (built) {
    const step = runStep('package', async () => {
      app = await prepareApp({ packed: true });
      return { code: 0, output: '' };
    });
    await take(step);
  }
  if (app !== undefined) {
    try {
      await take(runStep('e2e', toolStep('e2e', app.env)));
    } finally {
      app.stop();
    }
  }
  process.stdout.write(`\n  ${dim(`in ${duration(performance.now() - start)}`)}\n`);
  process.stdout.write(`${sentence(counts)}\n`);
  return counts.failed === 0 ? 0 : 1;
}

await runScript(async () => {
  const [step, ...args] = process.argv.slice(2);
  await ensureModules();
  if (step === undefined) return runEverything();
  if (!isToolName(step)) {
    throw new Refusal(`There is no step ${step}: ${Object.keys(tools).join(', ')}.`);
  }
  return runAlone(/** @type {ToolName} */ (step), args);
});
