import { inParallel } from '../bytes/in-parallel.ts';
import type { LayerScan, LayerSecret } from '../findings/scan-files.ts';
import { partIndex, scanParts } from '../findings/scan-parts.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { ReadLayer } from './layer-shelf.ts';

/** What the layers of an image hold. */
export interface LayerScans {
  /** By position in the stack; null for a layer that could not be read. */
  readonly layers: readonly (LayerScan | null)[];
  /** Files of all layers, of one that stands in the stack more than once each time. */
  readonly scannedFiles: number;
  readonly skippedFiles: number;
}

/** Parts that wait for a thread: what they hold is made when their turn comes. */
const mostAtOnce = 16;

/** By a column of the layer's index, which stays the same one for as long as the layer is known. */
const scanned = new WeakMap<Uint8Array, LayerScan>();

/**
 * Looks through the layers of an image on threads, each layer once however many images have it. What cannot be read is
 * counted. Rejects with `EngineError` `cancelled`.
 */
export async function scanLayers(
  layers: readonly (ReadLayer | null)[],
  tasks: TaskRunner,
  job: RunningJob,
): Promise<LayerScans> {
  const unknown = new Map<Uint8Array, ReadLayer>();
  for (const layer of layers) {
    if (layer !== null && !scanned.has(columnOf(layer))) unknown.set(columnOf(layer), layer);
  }
  const work = [...unknown.values()].flatMap((layer) => {
    const { index, compression } = layer.listed;
    return scanParts(index, compression).map((part) => ({ layer, part }));
  });
  const progress = new ProgressSum(
    work.map(({ part }) => part.bytes),
    job.progress,
  );
  const found = new Map<ReadLayer, LayerScan[]>();
  await inParallel(work, mostAtOnce, async ({ layer, part }, place) => {
    const { stored, listed } = layer;
    const scan = await tasks.run(
      'secrets.scan',
      {
        layer: stored,
        compression: listed.compression,
        storedDigest: listed.proof?.storedDigest ?? null,
        index: partIndex(listed.index, part),
      },
      {
        priority: Priority.reading,
        signal: job.signal,
        onProgress: (done) => progress.set(place, done),
      },
    );
    progress.set(place, part.bytes);
    const secrets = scan.secrets.map((secret) => ({ ...secret, entry: secret.entry + part.from }));
    found.set(layer, [...(found.get(layer) ?? []), { ...scan, secrets }]);
  });
  for (const layer of unknown.values())
    scanned.set(columnOf(layer), joined(found.get(layer) ?? []));
  const scans = layers.map((layer) =>
    layer === null ? null : (scanned.get(columnOf(layer)) ?? null),
  );
  return {
    layers: scans,
    scannedFiles: scans.reduce((sum, scan) => sum + (scan?.scannedFiles ?? 0), 0),
    skippedFiles: scans.reduce((sum, scan) => sum + (scan?.skippedFiles ?? 0), 0),
  };
}

function columnOf({ listed }: ReadLayer): Uint8Array {
  return listed.index.kind;
}

function joined(scans: readonly LayerScan[]): LayerScan {
  const secrets = scans.flatMap((scan): readonly LayerSecret[] => scan.secrets);
  return {
    secrets: secrets.toSorted((a, b) => a.entry - b.entry),
    moreSecrets: scans.reduce((sum, scan) => sum + scan.moreSecrets, 0),
    scannedFiles: scans.reduce((sum, scan) => sum + scan.scannedFiles, 0),
    skippedFiles: scans.reduce((sum, scan) => sum + scan.skippedFiles, 0),
  };
}
