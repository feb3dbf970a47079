import path from 'node:path';
import { EngineError } from '../engine/bytes/engine-error.ts';
import { folderState } from '../engine/store/ensure-store.ts';
import { readLibrary } from '../engine/store/library.ts';
import type { Library } from '../engine/store/library.ts';
import type { StoreOptions } from '../engine/store/store-work.ts';
import { CliFailure } from './cli-failure.ts';
import type { CommandCall } from './command.ts';
import { oneLine } from './text.ts';

/** The folder of the layer store that a call is about. */
export function storeFolderOf({ options, installation }: CommandCall): string {
  return options.store === null ? installation.storeFolder : path.resolve(options.store);
}

/** What the layer store holds; one that is not there holds nothing. Throws EngineError. */
export function readStore(call: CommandCall): Promise<Library> {
  return readLibrary(storeFolderOf(call), call.signal);
}

/** What every change of the store is given: whoever waits for another process is told why. */
export function changing({ signal, progress }: CommandCall): StoreOptions {
  return {
    signal,
    waiting: (pid) => {
      const who = pid === null ? 'another process' : `another process (${pid})`;
      progress.note(`waiting for ${who}, which is changing the store`);
    },
  };
}

/** Says that there is no store yet, which is the same as an empty one unless its folder was misspelt. */
export function noteAbsentStore(call: CommandCall): void {
  const folder = storeFolderOf(call);
  if (folderState(folder) === 'none')
    call.progress.note(`there is no layer store yet in ${oneLine(folder)}`);
}

/** Runs what looks images up in the store: one that is not there is said to be missing from the store, by its name. */
export async function naming<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof EngineError ? error.failure : null;
    if (failure?.code !== 'image-unknown' || failure.values['name'] === undefined) throw error;
    throw new CliFailure(`${oneLine(String(failure.values['name']))} is not in the layer store`);
  }
}
