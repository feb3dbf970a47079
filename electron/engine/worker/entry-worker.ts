/** One thread of the pool: runs the tasks it is sent, one at a time. */
import { parentPort } from 'node:worker_threads';
import { EngineError } from '../bytes/engine-error.ts';
import { cancellation } from './protocol.ts';
import type { PoolMessage, TaskContext, TaskReply, TaskRequest } from './protocol.ts';
import { runTask } from './run-task.ts';

/** Least time in milliseconds between two messages about progress. */
const progressEvery = 50;

const port = parentPort;
if (port === null) throw new Error('This is a worker thread of the engine, not a program.');

interface Running {
  readonly request: TaskRequest;
  readonly controller: AbortController;
}

let running: Running | null = null;

port.on('message', (message: PoolMessage) => {
  if (message.kind === 'run') void run(message);
  else if (running?.request.id === message.id) {
    isCancelled(running.request);
    running.controller.abort();
  }
});

async function run(request: TaskRequest): Promise<void> {
  const controller = new AbortController();
  running = { request, controller };
  try {
    const { result, transfer } = await runTask(request, contextOf(request, controller.signal));
    reply({ kind: 'result', id: request.id, result }, transfer);
  } catch (error) {
    const failure =
      error instanceof EngineError ? error.failure : { code: 'internal' as const, values: {} };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reply({ kind: 'failure', id: request.id, failure, detail }, []);
  } finally {
    running = null;
  }
}

/** Whether the task is to end. From then on the pool knows that this thread knows. */
function isCancelled({ cancelled }: TaskRequest): boolean {
  const { none, wanted, noticed } = cancellation;
  return Atomics.compareExchange(cancelled, 0, wanted, noticed) !== none;
}

function contextOf(request: TaskRequest, signal: AbortSignal): TaskContext {
  const { id } = request;
  let told = Number.NEGATIVE_INFINITY;
  return {
    signal,
    isCancelled: () => isCancelled(request),
    progress: (done, total) => {
      const now = performance.now();
      if (now - told < progressEvery) return;
      told = now;
      reply({ kind: 'progress', id, done, total }, []);
    },
  };
}

function reply(message: TaskReply, transfer: readonly ArrayBuffer[]): void {
  port?.postMessage(message, [...transfer]);
}
