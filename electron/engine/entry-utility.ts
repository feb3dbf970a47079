/** The engine as the window's program runs it: alone in a process, reached by ports that the main process sends. */
import { availableParallelism } from 'node:os';
import { cacheFolder, storeFolder } from './folders.ts';
import { createEngine } from './engine.ts';
import { emitterPort, eventData } from './ports.ts';
import type { EmitterPort } from './ports.ts';
import { serveEngine } from './serve-engine.ts';
import { PatternThread } from './worker/pattern-thread.ts';
import { WorkerPool } from './worker/worker-pool.ts';

/** The parent of a utility process. The first message brings the port of the main process, each later one a window's. */
interface ParentPort {
  on(
    event: 'message',
    listener: (message: { readonly ports: readonly EmitterPort[] }) => void,
  ): void;
}

// The bundles of the engine and of its threads lie side by side.
const worker = new URL('./worker.js', import.meta.url);
const pool = new WorkerPool(worker, availableParallelism());
pool.warmUp();

const engine = createEngine({
  cacheFolder: cacheFolder(),
  storeFolder: storeFolder(),
  tasks: pool,
  patterns: new PatternThread(worker),
});
const server = serveEngine(engine, (method, thrown) => {
  console.error(`${method}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
});

let controlled = false;
parentPort().on('message', ({ ports: [raw] }) => {
  if (raw === undefined) return;
  const port = emitterPort(raw, eventData);
  if (controlled) server.serveWindow(port);
  else server.serveControl(port, () => process.exit(0));
  controlled = true;
});

function parentPort(): ParentPort {
  if (!('parentPort' in process) || !isParentPort(process.parentPort)) {
    throw new Error('The engine was not started as a utility process.');
  }
  return process.parentPort;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'on' in value;
}
