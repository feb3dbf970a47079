import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { examine } from './examine.ts';
import { makeInput } from './make-input.ts';
import type { FuzzReply } from './protocol.ts';

const { folder, seeds } = v.parse(
  v.object({ folder: v.string(), seeds: v.array(v.instance(Uint8Array)) }),
  workerData,
);

/** One input of so many is reviewed whole, and one examined twice: more inputs find more than more questions. */
const reviewEvery = 16;
const repeatEvery = 4;

/** Makes the inputs it is asked for and examines them. */
parentPort?.on('message', (number: unknown) => {
  void examineNumber(v.parse(v.number(), number));
});

process.on('unhandledRejection', (reason) => {
  throw reason;
});

async function examineNumber(number: number): Promise<void> {
  const file = path.join(folder, `input-${number}`);
  const input = await makeInput(number, seeds);
  writeFileSync(file, input);
  say({ kind: 'begun', number });
  const started = performance.now();
  let fault: string | null = null;
  try {
    const examination = { spoolDir: folder, review: number % reviewEvery === 0 };
    const first = await examine(file, examination);
    const milliseconds = performance.now() - started;
    const again = number % repeatEvery === 0 ? await examine(file, examination) : first;
    if (again !== first) fault = 'the second examination told something else';
    else if (milliseconds > 2000) fault = `it took ${Math.round(milliseconds)} ms`;
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  rmSync(file, { force: true });
  say({
    kind: 'done',
    number,
    bytes: input.length,
    fault,
    memory: process.memoryUsage().arrayBuffers,
  });
}

function say(reply: FuzzReply): void {
  parentPort?.postMessage(reply);
}
