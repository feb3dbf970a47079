import path from 'node:path';
import { EngineError } from '../engine/bytes/engine-error.ts';
import { readLibrary } from '../engine/store/library.ts';
import type { Library } from '../engine/store/library.ts';
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
