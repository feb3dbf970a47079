import type { Probe } from '../harness/probe.ts';
import { memory, open, prove, read, sha256, tarStream } from './archives.ts';
import { tree, view } from './trees.ts';

/** Every piece of work that the benchmark runs in a process of its own, by name. */
export const probes: ReadonlyMap<string, Probe> = new Map(
  Object.entries({ memory, open, prove, read, sha256, tarStream, tree, view }),
);
