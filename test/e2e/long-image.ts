import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { entry, header } from '../fixtures/tar-builder.ts';

const mebibyte = 1024 * 1024;

/**
 * Writes a `docker save` archive whose one layer takes many seconds to read and next to no room: a gzip stream of many
 * members (RFC 1952, 2.2) that each hold `mebibyte`s of zeros. Its one file is `zeros`.
 */
export async function writeLongImage(path: string, mebibytes: number): Promise<void> {
  const piece = 64;
  const pieces = Math.ceil(mebibytes / piece);
  const zeros = gzipSync(Buffer.alloc(piece * mebibyte), { level: 1 });
  const layer = Buffer.concat([
    gzipSync(header({ name: 'zeros', size: pieces * piece * mebibyte })),
    ...Array.from({ length: pieces }, () => zeros),
    gzipSync(Buffer.alloc(1024)),
  ]);
  // The digest of the unpacked layer is not worth the time to work it out: nothing reads so far.
  const unknown = `sha256:${'0'.repeat(64)}`;
  const config = Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      config: {},
      rootfs: { type: 'layers', diff_ids: [unknown] },
    }),
  );
  const name = `${createHash('sha256').update(config).digest('hex')}.json`;
  const manifest = [{ Config: name, RepoTags: ['long:1'], Layers: ['layer.tar'] }];
  const file = await open(path, 'w');
  await file.writev([
    entry({ name }, config),
    entry({ name: 'layer.tar' }, layer),
    entry({ name: 'manifest.json' }, JSON.stringify(manifest)),
    Buffer.alloc(1024),
  ]);
  await file.close();
}
