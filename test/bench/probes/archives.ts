import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { openBlob, locateFile } from '../../../electron/engine/bytes/random-access.ts';
import { inflate } from '../../../electron/engine/bytes/inflate.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Session } from '../../../electron/engine/session/session.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { pickEntries } from '../../../electron/engine/layer/pick-entries.ts';
import { EntryKind } from '../../../electron/engine/layer/layer-index.ts';
import { parseDigest } from '../../../shared/model/digest.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import type { ListedLayer } from '../../../electron/engine/worker/tasks.ts';
import type { Probe } from '../harness/probe.ts';
import { job, listLayers, readFirst, since, withSession } from './session.ts';

const megabyte = 1 << 20;

/**
 * Opens an archive, twice in one process. `stage`: `index` ends with all layers listed, `trees` with the tree and what
 * each layer changed.
 */
export const open: Probe = (archive = '', stage = 'trees', settle = '0', cacheDir = '') => {
  const options = { cacheDir: cacheDir === '' ? null : cacheDir, settle: Number(settle) };
  return withSession(options, async (session) => {
    async function once(): Promise<{ names: number; whole: number; entries: number }> {
      const start = performance.now();
      const source = await session.open(archive, job);
      const names = since(start);
      const entries =
        stage === 'index'
          ? sum((await listLayers(session, source)).map(({ index }) => index.count))
          : sum((await readFirst(source)).facts.layers.map((layer) => layer.entries));
      const whole = since(start);
      await source.close();
      return { names, whole, entries };
    }
    const first = await once();
    if (Number(settle) === 0) return first;
    const again = await once();
    return { ...first, again: again.whole };
  });
};

/** Every digest of an archive recomputed. */
export const prove: Probe = (archive = '', cacheDir = '') =>
  withSession({ cacheDir: cacheDir === '' ? null : cacheDir, settle: 0 }, async (session) => {
    const source = await session.open(archive, job);
    const { checks } = await source.prove(job);
    const wrong = checks.filter(({ result }) => result !== 'verified').length;
    return { checks: checks.length, wrong };
  });

/** sha256 of files on all cores and nothing else. */
export const sha256: Probe = (...files) =>
  withSession({ cacheDir: null, settle: 0 }, async (_, pool) => {
    const stated = parseDigest(`sha256:${'0'.repeat(64)}`);
    if (stated === null) throw new Error('no digest');
    const results = await Promise.all(
      files.map((file) =>
        pool.run(
          'blob.hash',
          { location: locateFile(file), stated },
          { priority: Priority.reading },
        ),
      ),
    );
    return { bytes: sum(results.map(({ bytes }) => bytes)) };
  });

/** The peer: tar-stream over the archive and, nested, over each member whose name ends like a layer's. */
export const tarStream: Probe = async (archive = '') => {
  let entries = 0;
  const outer = extract();
  outer.on('entry', (header, body, next) => {
    const isLayer =
      header.type === 'file' && (header.size ?? 0) > 512 && !header.name.endsWith('json');
    if (!isLayer) {
      body.resume();
      body.on('end', next);
      return;
    }
    const inner = extract();
    inner.on('entry', (_, content, nextEntry) => {
      entries++;
      content.resume();
      content.on('end', nextEntry);
    });
    inner.on('finish', next);
    inner.on('error', () => {
      body.resume();
      next();
    });
    body.pipe(inner);
  });
  const reading = createReadStream(archive, { highWaterMark: megabyte }).pipe(outer);
  await new Promise<void>((resolve, reject) => {
    reading.on('finish', resolve);
    reading.on('error', reject);
  });
  return { entries };
};

/** What a process holds for an open image, in bytes for each entry, besides the runtime's own. */
export const memory: Probe = async (archive = '') => {
  const session = new Session(new InlineRunner(), { cacheDir: null, spoolDir: tmpdir() });
  const source = await session.open(archive, job);
  const before = heldBytes();
  const image = await readFirst(source);
  const held = heldBytes() - before;
  const indexes = image.layers.flatMap((layer) => (layer === null ? [] : [layer.listed.index]));
  const entries = sum(indexes.map(({ count }) => count));
  const paths = sum(indexes.map(({ paths: bytes, links }) => bytes.length + links.length));
  const names = image.tree.names.arena.length;
  return {
    entries,
    held: held / entries,
    paths: paths / entries,
    names: names / entries,
    besides: (held - paths - names) / entries,
  };
};

/** The first 4 KiB of three files of the largest layer of an archive, and decoding that layer whole. */
export const read: Probe = async (archive = '') => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'layerscope-bench-'));
  const work = withSession({ cacheDir, settle: 500 }, async (session, pool) => {
    const source = await session.open(archive, job);
    const layers = await listLayers(session, source);
    const [image] = source.archive.images.values();
    const sizes = image!.layers.map(({ location }) =>
      location?.kind === 'file' ? location.length : 0,
    );
    const place = sizes.indexOf(Math.max(...sizes));
    const listed = layers[place]!;
    const { location } = image!.layers[place]!;
    const layer = session.shelf.stored(image!.layers[place]!, location!);
    async function readAt(part: number): Promise<number> {
      const index = pickEntries(listed.index, Uint32Array.of(fileNear(listed, part)));
      const start = performance.now();
      await pool.run(
        'file.preview',
        {
          layer,
          compression: listed.compression,
          storedDigest: listed.proof?.storedDigest ?? null,
          index,
          limit: 4096,
        },
        { priority: Priority.interactive },
      );
      return since(start);
    }
    const first = await readAt(0.01);
    const middle = await readAt(0.5);
    const last = await readAt(0.98);
    const blob = openBlob(location!);
    const start = performance.now();
    await inflate(blob, listed.compression, () => true);
    const whole = since(start);
    blob.close();
    return { first, middle, last, whole, layer: place, bytes: listed.index.unpackedBytes };
  });
  try {
    return await work;
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
};

/** The file with at least 4 KiB that begins nearest to a part of the layer. */
function fileNear({ index }: ListedLayer, part: number): number {
  const wanted = (index.unpackedBytes * part) / 512;
  let found = -1;
  for (let entry = 0; entry < index.count; entry++) {
    if (index.kind[entry] !== EntryKind.file || index.size[entry]! < 4096) continue;
    const distance = Math.abs(index.body[entry]! - wanted);
    if (found === -1 || distance < Math.abs(index.body[found]! - wanted)) found = entry;
  }
  return found;
}

function heldBytes(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
