import type { Grant } from '../../../shared/model/source.ts';
import { fileChanges } from '../../../electron/engine/compare/file-changes.ts';
import { pairImages } from '../../../electron/engine/session/pair-images.ts';
import type { ReadPoint } from '../../../electron/engine/session/pair-images.ts';
import type { OpenedSource } from '../../../electron/engine/session/session.ts';
import { runSliced } from '../../../electron/engine/tree/slices.ts';
import type { Probe } from '../harness/probe.ts';
import { job, since, withSession } from './session.ts';

/**
 * Two images of a layout, read and compared. `read` is the time until both have their trees, `paired` what comparing
 * them takes then, `held` the bytes that the comparison keeps for each path of the two.
 */
export const compare: Probe = (layout = '', nameA = '', nameB = '', settle = '0') =>
  withSession({ cacheDir: null, settle: Number(settle) }, async (session) => {
    const begun = performance.now();
    const source = await session.open(layout, job);
    const [a, b] = [await readPoint(source, nameA), await readPoint(source, nameB)];
    const read = since(begun);
    const before = heldBytes();
    const start = performance.now();
    const { pair, changes } = await pairImages(a, b, session, job);
    const counts = await runSliced(fileChanges(pair, changes));
    const paired = since(start);
    const held = (heldBytes() - before) / pair.tree.nodeCount;
    const { modified, timeOnly, unchanged } = counts;
    await source.close();
    return { read, paired, held, paths: pair.tree.nodeCount, modified, timeOnly, unchanged };
  });

async function readPoint(source: OpenedSource, name: string): Promise<ReadPoint> {
  const image = source.archive.contents.images.find(({ references }) => references.includes(name));
  if (image === undefined) throw new Error(`the layout has no image ${name}`);
  const layer = image.layers.length - 1;
  return {
    // A grant is opaque, and nothing here looks at it.
    point: { grant: 'bench' as Grant, image: image.key, layer, alone: false },
    source: '',
    image,
    archive: source.image(image.key),
    read: await source.readImage(image.key, job),
  };
}

function heldBytes(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
