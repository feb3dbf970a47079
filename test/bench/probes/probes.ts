import type { Probe } from '../harness/probe.ts';
import { memory, open, prove, read, sha256, tarStream } from './archives.ts';
import { compare } from './compare.ts';
import { layerExport } from './exports.ts';
import { duplicates, hashFiles } from './hash.ts';
import { libraryCommand, libraryEngine, libraryFloor, libraryLoad } from './library.ts';
import { search, searchListing } from './search.ts';
import { tree, view } from './trees.ts';

/** Every piece of work that the benchmark runs in a process of its own, by name. */
export const probes: ReadonlyMap<string, Probe> = new Map(
  Object.entries({
    layerExport,
    compare,
    duplicates,
    hashFiles,
    libraryCommand,
    libraryEngine,
    libraryFloor,
    libraryLoad,
    memory,
    open,
    prove,
    read,
    search,
    searchListing,
    sha256,
    tarStream,
    tree,
    view,
  }),
);
