import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ExitCode } from '../../../electron/cli/exit-code.ts';
import { runCli } from '../../../electron/cli/run-cli.ts';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { taskWork } from '../../../electron/engine/session/store-work.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { PatternThread } from '../../../electron/engine/worker/pattern-thread.ts';
import { WorkerPool } from '../../../electron/engine/worker/worker-pool.ts';
import type { Probe } from '../harness/probe.ts';
import { since } from './session.ts';

const worker = new URL('./worker.js', import.meta.url);

/** One command line over a store, as the program runs it; its output is thrown away. */
export const libraryCommand: Probe = async (store = '', ...args) => {
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'layerscope-bench-'));
  const problems = new PassThrough();
  try {
    const code = await runCli({
      args,
      stdin: Readable.from([]),
      stdout: nowhere,
      stderr: problems,
      environment: {},
      installation: { worker, cacheFolder, storeFolder: store, version: '' },
      signal: new AbortController().signal,
    });
    if (code !== ExitCode.fine) throw new Error(`${args.join(' ')}: ${String(problems.read())}`);
    return {};
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true });
  }
};

/**
 * An engine with a library, as a window asks it: from its start to the list of images, the family tree and the disk
 * usage; the same again; and a name given, until the new state is told.
 */
export const libraryEngine: Probe = async (store = '', target = '') => {
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'layerscope-bench-'));
  const begin = performance.now();
  const tasks = new WorkerPool(worker, availableParallelism());
  const engine = createEngine({
    cacheFolder,
    storeFolder: store,
    tasks,
    patterns: new PatternThread(worker),
  });
  const alive = setInterval(() => {}, 1000);
  const { signal } = new AbortController();
  const { methods } = engine;
  try {
    const { images } = await methods['library.read']({}, signal);
    const start = since(begin);
    const lineage = await timed(() => methods['lineage.read']({}, signal));
    const usage = await timed(() => methods['usage.read']({}, signal));
    // In an app that is open the threads are there, and the code has been compiled.
    await wait(500);
    const held = heldBytes();
    const tag = await toldAfter(engine, () =>
      methods['library.tag']({ target, reference: 'bench:1' }, signal),
    );
    const untag = await toldAfter(engine, () =>
      methods['library.untag']({ reference: 'bench:1' }, signal),
    );
    const lineageAgain = await timed(() => methods['lineage.read']({}, signal));
    const usageAgain = await timed(() => methods['usage.read']({}, signal));
    const again = await timed(() => methods['library.read']({}, signal));
    return {
      images: images.length,
      start,
      lineage,
      usage,
      held,
      change: (tag + untag) / 2,
      lineageAgain,
      usageAgain,
      again,
    };
  } finally {
    clearInterval(alive);
    await engine.stop();
    rmSync(cacheFolder, { recursive: true, force: true });
  }
};

/** A layout loaded into an empty store, every blob copied, verified and flushed. */
export const libraryLoad: Probe = async (layout = '', folder = '') => {
  const store = mkdtempSync(path.join(folder, 'load-'));
  const tasks = new WorkerPool(worker, availableParallelism());
  const alive = setInterval(() => {}, 1000);
  try {
    const archive = await openArchive(layout, { spoolDir: store });
    const request = { path: layout, archive, select: { kind: 'all' } } as const;
    const options = { work: taskWork(tasks, availableParallelism()) };
    const start = performance.now();
    const { writtenBlobs } = await loadArchive(path.join(store, 'store'), request, options);
    const first = since(start);
    const begin = performance.now();
    await loadArchive(path.join(store, 'store'), request, options);
    return { first, again: since(begin), writtenBlobs };
  } finally {
    clearInterval(alive);
    await tasks.stop();
    rmSync(store, { recursive: true, force: true });
  }
};

/** The floor: the same documents read and parsed one after another, and the blobs listed with their sizes. */
export const libraryFloor: Probe = (store = '') => {
  const start = performance.now();
  const blobs = path.join(store, 'blobs', 'sha256');
  let bytes = 0;
  for (const name of readdirSync(blobs)) bytes += lstatSync(path.join(blobs, name)).size;
  const document = (digest: unknown): unknown =>
    JSON.parse(readFileSync(path.join(blobs, String(digest).slice('sha256:'.length)), 'utf8'));
  const index: unknown = JSON.parse(readFileSync(path.join(store, 'index.json'), 'utf8'));
  let layers = 0;
  for (const entry of Object(index).manifests) {
    const manifest = Object(document(entry.digest));
    layers += Object(document(manifest.config.digest)).rootfs.diff_ids.length;
  }
  return Promise.resolve({ inside: since(start), layers, bytes });
};

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return since(start);
}

/** Milliseconds from a change until every window is told what the library holds then. */
async function toldAfter(engine: Engine, change: () => unknown): Promise<number> {
  const told = new Promise<void>((resolve) => {
    const end = engine.onEvent(({ name }) => {
      if (name !== 'library') return;
      end();
      resolve();
    });
  });
  const start = performance.now();
  await change();
  await told;
  return since(start);
}

function heldBytes(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
