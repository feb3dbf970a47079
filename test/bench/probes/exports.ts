import { rmSync, statSync } from 'node:fs';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import type { ArchiveLayer } from '../../../electron/engine/archive/archive.ts';
import { exportLayer } from '../../../electron/engine/export/export-layer.ts';
import { readStart, withBlob } from '../../../electron/engine/bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../../../electron/engine/bytes/sniff.ts';
import { layerFormats } from '../../../shared/model/export.ts';
import { tmpdir } from 'node:os';
import type { Probe } from '../harness/probe.ts';

/** The largest layer of an archive taken out in a format, held against its diffID. */
export const layerExport: Probe = async (archive = '', format = '', destination = '') => {
  const chosen = layerFormats.find((each) => each === format);
  if (chosen === undefined || chosen === 'folder') throw new Error(`no such format: ${format}`);
  const opened = await openArchive(archive, { spoolDir: tmpdir() });
  const layers = [...opened.images.values()].flatMap((image) => image.layers);
  const layer = layers.reduce((most, each) => (bytesOf(each) > bytesOf(most) ? each : most));
  const { location, statedDigest: digest, statedDiffId: diffId } = layer;
  if (location === null) throw new Error('the archive has no layer');
  const compression = sniffCompression(withBlob(location, (blob) => readStart(blob, sniffBytes)));
  rmSync(destination, { force: true });
  const { verified } = await exportLayer({
    layer: { location, compression, digest, diffId },
    format: chosen,
    level: null,
    place: { kind: 'file', path: destination },
  });
  const { size } = statSync(destination);
  rmSync(destination);
  return { bytes: size, verified: Number(verified) };
};

function bytesOf({ location }: ArchiveLayer): number {
  return location?.kind === 'file' ? location.length : 0;
}
