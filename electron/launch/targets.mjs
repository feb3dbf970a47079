// @ts-check
/** What is built from which sources, and with which settings. */
import path from 'node:path';
import { dist, root } from './paths.mjs';

/** The oldest runtimes that the code must run on: Electron 33, and Node 20 for the command line. */
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

/**
 * @typedef {object} Target
 * @property {string} folder where it goes, below dist/
 * @property {readonly string[]} sources folders that it is made from; a change in one rebuilds it
 * @property {readonly import('vite').InlineConfig[]} configs one vite build each
 */

/**
 * Code for Node or for Electron's main process: one file with all its packages inside, so that
 * `import.meta.url` names the folder of that file and no node_modules is needed to run it.
 * @param {string} entry below the project
 * @param {string} file below dist/
 * @returns {import('vite').InlineConfig}
 */
function nodeProgram(entry, file) {
  const commonJs = file.endsWith('.cjs');
  return {
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: path.join(root, entry),
      target: nodeTarget,
      minify: false,
      sourcemap: true,
      license: { fileName: `${path.parse(file).name}.licenses.md` },
      rolldownOptions: {
        external: ['electron'],
        output: {
          format: commonJs ? 'cjs' : 'es',
          entryFileNames: path.basename(file),
          codeSplitting: false,
        },
      },
    },
  };
}

/** @returns {import('vite').InlineConfig} */
function page() {
  return {
    root: path.join(root, 'renderer'),
    base: './',
    publicDir: false,
    build: {
      target: pageTarget,
      sourcemap: true,
      license: { fileName: 'page.licenses.md' },
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
  };
}

const engineSources = ['shared', 'electron/engine'];

/** The engine looks for its worker beside the file it is bundled into. */
const worker = nodeProgram('electron/engine/worker/entry-worker.ts', 'worker.js');

/** Every target by name. */
export const targets = {
  main: {
    folder: 'main',
    sources: [...engineSources, 'electron/main'],
    configs: [nodeProgram('electron/main/main.ts', 'main.js')],
  },
  preload: {
    folder: 'preload',
    sources: ['shared', 'electron/preload'],
    configs: [nodeProgram('electron/preload/preload.ts', 'preload.cjs')],
  },
  engine: {
    folder: 'engine',
    sources: engineSources,
    configs: [nodeProgram('electron/engine/entry-utility.ts', 'engine.js'), worker],
  },
  cli: {
    folder: 'cli',
    sources: [...engineSources, 'electron/cli'],
    configs: [nodeProgram('electron/cli/main.ts', 'cli.js'), worker],
  },
  renderer: {
    folder: 'renderer',
    sources: ['shared', 'renderer'],
    configs: [page()],
  },
  bench: {
    folder: 'tools/bench',
    sources: [...engineSources, 'electron/cli', 'test/bench', 'test/fixtures'],
    configs: [nodeProgram('test/bench/main.ts', 'bench.js'), worker],
  },
  fuzz: {
    folder: 'tools/fuzz',
    sources: [...engineSources, 'test/fuzz', 'test/fixtures'],
    configs: [
      nodeProgram('test/fuzz/main.ts', 'fuzz.js'),
      nodeProgram('test/fuzz/worker.ts', 'worker.js'),
    ],
  },
  sample: {
    folder: 'tools/sample',
    sources: [...engineSources, 'test/fixtures'],
    configs: [nodeProgram('test/fixtures/make-sample.ts', 'sample.js')],
  },
};

/** @typedef {keyof typeof targets} TargetName */

/** What the app is made of. @type {readonly TargetName[]} */
export const appTargets = ['main', 'preload', 'engine', 'cli', 'renderer'];

/** Where a target's finished files are. @param {TargetName} name */
export function targetFolder(name) {
  return path.join(dist, targets[name].folder);
}
