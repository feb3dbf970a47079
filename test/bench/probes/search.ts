import { createWriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Grant } from '../../../shared/model/source.ts';
import { emptyQuery } from '../../../shared/model/search.ts';
import type { SearchQuery } from '../../../shared/model/search.ts';
import { Jobs } from '../../../electron/engine/session/jobs.ts';
import { LayerShelf } from '../../../electron/engine/session/layer-shelf.ts';
import { PathPatterns } from '../../../electron/engine/session/path-patterns.ts';
import { Search } from '../../../electron/engine/session/search.ts';
import type { OpenImage } from '../../../electron/engine/session/search-images.ts';
import { isPresence } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { pathTexts } from '../../../electron/engine/tree/paths.ts';
import { PatternThread } from '../../../electron/engine/worker/pattern-thread.ts';
import { WorkerPool } from '../../../electron/engine/worker/worker-pool.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import type { Probe } from '../harness/probe.ts';
import { millionFiles } from './trees.ts';
import { since } from './session.ts';

const worker = new URL('./worker.js', import.meta.url);

/** Rows of the table on screen. */
const page = 60;

/** Search over every version of a million files while somebody types; milliseconds for each answer with its first rows. */
export const search: Probe = async () => {
  const made = millionFiles();
  const held = heldBytes();
  const image = openImage(made);
  const tasks = new WorkerPool(worker, availableParallelism());
  tasks.warmUp();
  const patterns = new PatternThread(worker);
  const searching = new Search({
    open: () => [image],
    readImage: () => Promise.reject(new Error('it has been read')),
    jobs: new Jobs({ changed: () => {}, ended: () => {} }),
    tasks,
    shelf: new LayerShelf(tasks, null),
    patterns: new PathPatterns(patterns),
  });
  // Neither the threads nor a promise keep a process alive.
  const alive = setInterval(() => {}, 1000);
  const { signal } = new AbortController();
  const figures: Record<string, number> = {};
  const find = async (figure: string, query: Partial<SearchQuery>, start = 0): Promise<number> => {
    const begin = performance.now();
    const wanted = { ...emptyQuery, ...query };
    const answer = await searching.find(
      { query: wanted, order: 'path', start, count: page },
      signal,
    );
    figures[figure] = Math.max(figures[figure] ?? 0, since(begin));
    return answer.count;
  };
  try {
    const begin = performance.now();
    await searching.prepare();
    figures['prepare'] = since(begin);
    figures['bytes'] = heldBytes() - held;
    for (const text of ['f', 'fi', 'fil', 'file', 'file-1', 'file-12', 'file-123', 'file-1234']) {
      await find(text.length < 4 ? 'first letters' : 'further letters', { text });
    }
    figures['found'] = await find('first letters', { text: 'f' });
    await find('another page', { text: 'f' }, 500_000);
    await find('text over folders', { text: 'module-77/file-7' });
    for (const textMode of ['glob', 'regex'] as const) {
      const [name, folders] = patternsOf[textMode];
      // The first pattern starts the thread, and hands it the paths.
      await find(`${textMode}, the first pattern`, { text: `${name}#`, textMode });
      await find(textMode, { text: name, textMode });
      await find(`${textMode} over folders`, { text: folders, textMode });
    }
    await find('deleted or overwritten', { state: 'hidden' });
    return figures;
  } finally {
    clearInterval(alive);
    await Promise.all([tasks.stop(), patterns.stop()]);
  }
};

/** Patterns over names alone, and over whole paths. */
const patternsOf = {
  glob: ['*12*.txt', '**/module-7*/*.txt'],
  regex: ['12[0-9]+5', 'module-7[0-9]*/.*5\\.txt'],
} as const;

/** The image as a session has it once it has been read. */
function openImage(tree: UnionTree): OpenImage {
  const location = { kind: 'inline', bytes: new Uint8Array() } as const;
  const stored = { location, statedDigest: null, stargz: false, cacheDir: null };
  const layers = tree.layers.map((index) => {
    return index === null
      ? null
      : { stored, listed: { index, compression: 'none', proof: null } as const };
  });
  const facts = { layers: [], problems: [], unionBytes: 0, unionEntries: 0 };
  return {
    grant: 'bench' as string as Grant,
    image: { ...imageOf('bench'), references: ['bench:1'] },
    read: { tree, facts, layers },
  };
}

function heldBytes(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Writes the same versions as a listing, one path on a line. */
export const searchListing: Probe = async (file = '') => {
  const made = millionFiles();
  await pipeline(Readable.from(lines(made)), createWriteStream(file));
  return {};
};

function* lines(tree: UnionTree): Generator<string> {
  const pathOf = pathTexts(tree);
  let text = '';
  for (let event = 0; event < tree.eventCount; event++) {
    if (!isPresence(tree.eventKind[event]!)) continue;
    text += `${pathOf(tree.eventNode[event]!)}\n`;
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}
