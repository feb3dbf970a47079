import { readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';
import { replaceFile } from './replace-file.ts';

/** A small value kept in a file of its own. */
export interface JsonFile<Value> {
  /**
   * The stored value, or the initial one when there is no file or none that can be read. A file that cannot be
   * understood is kept beside as `NAME.bak`, so that nothing the user wrote by hand is lost.
   */
  readonly read: () => Promise<Value>;
  /**
   * Replaces the file in one rename, so that it holds the old value or the new one at any time. Of writes that pile
   * up, the last wins.
   */
  readonly write: (value: Value) => Promise<void>;
  /** Resolves when nothing is being written any more, whether it could be written or not. */
  readonly settled: () => Promise<void>;
}

export function jsonFile<Value>(
  file: string,
  schema: v.GenericSchema<unknown, Value>,
  initial: Value,
): JsonFile<Value> {
  let writing: Promise<void> = Promise.resolve();
  let waiting: { readonly value: Value } | null = null;

  async function writeWaiting(): Promise<void> {
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    await replaceFile(file, `${JSON.stringify(value, null, 2)}\n`);
  }

  return {
    read: async () => {
      const text = await readText(file);
      if (text === null) return initial;
      const parsed = v.safeParse(schema, parseJson(text));
      if (parsed.success) return parsed.output;
      await rename(file, `${file}.bak`).catch(() => undefined);
      return initial;
    },
    write: (value) => {
      waiting = { value };
      const next = writing.then(writeWaiting);
      // A failed write is its caller's to hear of and must not stop the next one.
      writing = next.catch(() => undefined);
      return next;
    },
    settled: () => writing,
  };
}

async function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

/** Undefined for text that is not JSON, which no schema here takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
