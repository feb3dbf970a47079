import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

export type LogLevel = 'info' | 'warning' | 'error';

/** Notes for whoever looks into a failure. They stay on this machine. */
export interface Log {
  readonly write: (
    level: LogLevel,
    event: string,
    details?: Readonly<Record<string, unknown>>,
  ) => void;
}

const fileName = 'layerscope.log';
const maxFileBytes = 1024 * 1024;
const olderFiles = 3;

/**
 * A log of JSON lines, `{time, level, event, …details}`. When the file has reached a mebibyte it becomes `.1`, and the
 * three latest of these are kept. A line is on its way to the disk when `write` returns, so that the last one before
 * a crash is not lost. A log that cannot be written must not end the program: the line goes to stderr instead.
 */
export function openLog(folder: string): Log {
  const file = path.join(folder, fileName);
  return {
    write: (level, event, details = {}) => {
      const line = JSON.stringify({
        time: new Date().toISOString(),
        level,
        event,
        ...plain(details),
      });
      try {
        mkdirSync(folder, { recursive: true });
        if (sizeOf(file) >= maxFileBytes) rotate(file);
        appendFileSync(file, `${line}\n`);
      } catch {
        process.stderr.write(`${line}\n`);
      }
    },
  };
}

/** The details with errors written out, which JSON would leave empty. */
function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(details).map(([key, value]) => [
    key,
    value instanceof Error ? (value.stack ?? String(value)) : value,
  ]);
  return Object.fromEntries(entries);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(file: string): void {
  rmSync(`${file}.${olderFiles}`, { force: true });
  for (let age = olderFiles - 1; age >= 1; age -= 1) {
    if (sizeOf(`${file}.${age}`) > 0) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
  }
  renameSync(file, `${file}.1`);
}
