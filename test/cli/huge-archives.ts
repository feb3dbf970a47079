import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { jsonBytes } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { base256, endMarker, entry, header, octal, pad } from '../fixtures/tar-builder.ts';

/** What writes an archive piece by piece: some hold more than memory should. */
export interface ArchiveWriter {
  readonly write: (bytes: Uint8Array) => void;
  /** Leaves out so many bytes, which read as zeros and take no room on the disk. */
  readonly skip: (bytes: number) => void;
}

/** Writes a file into a folder of its own that goes with the test. */
export function writeArchive(name: string, fill: (writer: ArchiveWriter) => void): string {
  const file = path.join(temporaryFolder(), name);
  const descriptor = openSync(file, 'w');
  let at = 0;
  fill({
    write: (bytes) => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
      }
      at += bytes.length;
    },
    skip: (bytes) => {
      at += bytes;
    },
  });
  ftruncateSync(descriptor, at);
  closeSync(descriptor);
  return file;
}

/** A docker archive of one image of one layer, which `fill` writes and which has `bytes` bytes. */
export function writeImage(
  name: string,
  bytes: number,
  fill: (writer: ArchiveWriter) => void,
): string {
  return writeArchive(name, (writer) => {
    const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } };
    const manifest = [{ Config: 'config.json', RepoTags: ['huge:1'], Layers: ['layer.tar'] }];
    writer.write(entry({ name: 'config.json' }, jsonBytes(config)));
    writer.write(entry({ name: 'manifest.json' }, jsonBytes(manifest)));
    writer.write(header({ name: 'layer.tar', size: bytes }));
    fill(writer);
    writer.write(pad(new Uint8Array(bytes % 512)).subarray(bytes % 512));
    writer.write(endMarker());
  });
}

/** A header that claims more bytes than any disk holds. */
export function boastfulHeader(name: string): Uint8Array {
  return header({ name, patches: [[124, base256(2n ** 52n, 12)]] });
}

const headersAtOnce = 8192;
const zero = 0x30;

/** Headers of so many empty files, a thousand in each folder: `00000/00000000`, `00000/00000001` and so on. */
export function writeFiles(writer: ArchiveWriter, count: number): void {
  const block = header({ name: '00000/00000000' });
  const batch = new Uint8Array(512 * headersAtOnce);
  // The checksum counts its own field as spaces.
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  for (let first = 0; first < count; first += headersAtOnce) {
    const here = Math.min(headersAtOnce, count - first);
    for (let place = 0; place < here; place++) {
      const number = String(first + place).padStart(8, '0');
      const digits = number.slice(0, 5) + number;
      block.set(Buffer.from(`${number.slice(0, 5)}/${number}`), 0);
      const more = Buffer.from(digits).reduce((all, digit) => all + digit - zero, 0);
      block.set(octal(sum + more, 7), 148);
      batch.set(block, place * 512);
    }
    writer.write(batch.subarray(0, here * 512));
  }
}
