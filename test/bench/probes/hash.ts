import { EntryKind } from '../../../electron/engine/layer/layer-index.ts';
import { findDuplicates } from '../../../electron/engine/session/duplicates.ts';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { Probe } from '../harness/probe.ts';
import { job, readFirst, since, withSession } from './session.ts';

/** Every file of every layer of an archive hashed, one by one. */
export const hashFiles: Probe = (archive = '') =>
  withSession({ cacheDir: null, settle: 0 }, async (session) => {
    const { layers } = await readFirst(await session.open(archive, job));
    let [files, bytes] = [0, 0];
    await Promise.all(
      layers.map(async (layer) => {
        if (layer === null) return;
        const { kind, size, count } = layer.listed.index;
        const entries = Uint32Array.from({ length: count }, (_, entry) => entry).filter(
          (entry) => kind[entry] === EntryKind.file,
        );
        files += entries.length;
        bytes += entries.reduce((sum, entry) => sum + size[entry]!, 0);
        await session.shelf.hash(layer.stored, entries, job);
      }),
    );
    return { files, bytes };
  });

/** An archive read and its duplicates found, and found once more when the hashes are known. */
export const duplicates: Probe = (archive = '') =>
  withSession({ cacheDir: null, settle: 0 }, async (session) => {
    const source = await session.open(archive, job);
    const read = await readFirst(source);
    const image = [...source.archive.images.values()][0]!;
    const first = await find(session, image.key, read, source);
    const start = performance.now();
    const { groupCount } = await find(session, image.key, read, source);
    return {
      again: since(start),
      groups: groupCount,
      compared: first.files,
      bytes: first.hashedBytes,
    };
  });

function find(
  session: Session,
  key: string,
  read: ReadImage,
  source: Awaited<ReturnType<Session['open']>>,
) {
  const statedDiffIds = source.image(key).layers.map(({ statedDiffId }) => statedDiffId);
  const placed = { grant: 'bench' as Grant, image: key, read, statedDiffIds };
  return findDuplicates([placed], 1, session.shelf, job);
}
