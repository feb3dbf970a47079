import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { limitTime } from './in-time.ts';
import type { FuzzReply } from './protocol.ts';
import { targetOf } from './targets.ts';

const setting = v.parse(
  v.object({
    folder: v.string(),
    pipe: v.nullable(v.string()),
    only: v.nullable(v.string()),
    seeds: v.array(v.instance(Uint8Array)),
  }),
  workerData,
);
const folder = path.join(setting.folder, `thread-${threadId}`);
mkdirSync(folder, { recursive: true });

limitTime(2000);

/** Makes the inputs it is asked for and examines them. */
parentPort?.on('message', (number: unknown) => {
  void examineNumber(v.parse(v.number(), number));
});

process.on('unhandledRejection', (reason) => {
  throw reason;
});

async function examineNumber(number: number): Promise<void> {
  const target = targetOf(number, setting.only);
  let fault: string | null = null;
  let bytes = 0;
  try {
    bytes = await target.run(number, { ...setting, folder });
  } catch (error) {
    fault = faultText(error);
  }
  const memory = process.memoryUsage().arrayBuffers;
  say({ kind: 'done', number, target: target.name, bytes, fault, memory });
}

/** With everything that led to it. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\n${faultText(error.cause)}`;
}

function say(reply: FuzzReply): void {
  parentPort?.postMessage(reply);
}
