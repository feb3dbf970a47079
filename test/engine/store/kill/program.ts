/**
 * Does one change of a store: `program.js STORE TASK-AS-JSON`. Says `ready` before it begins and at the end how many
 * steps it took: calls that change the file system. With LAYERSCOPE_KILL_AT=N it kills itself at the Nth, a write half
 * done, so that every moment can be tried, not only those that a timer happens to meet.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { runTask } from './task.ts';

let steps = 0;
const killAt = Number(process.env['LAYERSCOPE_KILL_AT'] ?? Number.POSITIVE_INFINITY);

function step(): boolean {
  steps++;
  return steps === killAt;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment to arrive; nothing may happen in it.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const changing = [
  'fsyncSync',
  'renameSync',
  'rmSync',
  'linkSync',
  'mkdirSync',
  'openSync',
] as const;

for (const name of changing) {
  const original: unknown = fs[name];
  if (typeof original !== 'function') throw new Error(`there is no fs.${name}`);
  Object.assign(fs, {
    [name]: (...args: unknown[]): unknown => {
      if (step()) die();
      return Reflect.apply(original, fs, args);
    },
  });
}

const writeSync = fs.writeSync;
Object.assign(fs, {
  writeSync: (descriptor: number, bytes: Uint8Array, offset = 0): number => {
    if (step()) {
      writeSync(descriptor, bytes, offset, Math.floor((bytes.length - offset) / 2));
      die();
    }
    return writeSync(descriptor, bytes, offset);
  },
});

const writeFileSync = fs.writeFileSync;
Object.assign(fs, {
  writeFileSync: (path: string, text: string, options: fs.WriteFileOptions): void => {
    if (step()) {
      writeFileSync(path, text.slice(0, text.length / 2), options);
      die();
    }
    writeFileSync(path, text, options);
  },
});
syncBuiltinESMExports();

const [store = '', task = ''] = process.argv.slice(2);
fs.writeSync(1, Buffer.from('ready\n'));
steps = 0;
await runTask(store, JSON.parse(task));
process.stdout.write(`${steps}\n`);
