import { createHash } from 'node:crypto';
import { EngineError } from '../../electron/engine/bytes/engine-error.ts';
import { Session } from '../../electron/engine/session/session.ts';
import type { ReadImage } from '../../electron/engine/session/image-reading.ts';
import { unionAfter } from '../../electron/engine/tree/sums.ts';
import { nameText } from '../../electron/engine/tree/paths.ts';
import { none, typeOf, kindOf } from '../../electron/engine/tree/union-tree.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import { askForReview } from './ask-review.ts';
import { askOfImage } from './ask.ts';
import { treeFaults } from './tree-faults.ts';

/** Images of one archive that are looked into. */
const mostImages = 6;

export interface Examination {
  /** For copies of archives that are compressed as a whole. */
  readonly spoolDir: string;
  /** Whether images are reviewed as well, which takes some times as long as all the rest. */
  readonly review: boolean;
}

/**
 * Opens an archive, reads its images and asks everything that a window would; answers a hash of all that was told, so
 * that two examinations can be held against each other. A plain refusal is an answer, too.
 *
 * @throws Error for whatever must not happen: an error that is none of the engine's, a tree that is not sound, sums
 * that do not add up.
 */
export async function examine(path: string, { spoolDir, review }: Examination): Promise<string> {
  const told = createHash('sha256');
  const tell = (value: unknown): void => void told.update(`${JSON.stringify(value)}\n`);
  const job = { signal: new AbortController().signal, progress: () => {} };
  const runner = new InlineRunner();
  const session = new Session(runner, { cacheDir: null, spoolDir });
  try {
    const source = await session.open(path, job);
    try {
      tell(source.archive.contents);
      for (const image of source.archive.contents.images.slice(0, mostImages)) {
        const read = await source.readImage(image.key, job);
        tell(read.facts);
        describeTree(read, tell);
        for await (const answer of askOfImage(read, runner)) tell(answer);
        if (!review) continue;
        for await (const answer of askForReview(session, source, image.key, read)) tell(answer);
      }
      tell(await source.prove(job));
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.code === 'internal') throw error;
    tell(error.failure.code);
  } finally {
    await runner.stop();
  }
  return told.digest('hex');
}

export function describeTree({ tree, facts }: ReadImage, tell: (value: unknown) => void): void {
  const faults = treeFaults(tree);
  if (faults.length > 0) throw new Error(`the tree is not sound: ${faults.slice(0, 5).join('; ')}`);
  const union = unionAfter(tree, tree.layers.length - 1);
  if (union.bytes[0] !== facts.unionBytes || union.count !== facts.unionEntries) {
    throw new Error('the sums of the union and of the facts differ');
  }
  for (let node = 1; node < tree.nodeCount; node++) {
    const event = union.event[node]!;
    if (event === none) continue;
    // By the number of its folder: whole paths of a deep tree would be long.
    tell([tree.parent[node], nameText(tree, node), typeOf(kindOf(tree, event)), union.bytes[node]]);
  }
}
