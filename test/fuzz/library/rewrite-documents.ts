import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { mutateJson } from '../mutate-json.ts';
import type { Random } from '../random.ts';
import { readPlain } from './whole-folders.ts';

const indexSchema = v.looseObject({
  manifests: v.pipe(v.array(v.looseObject({ digest: v.string() })), v.minLength(1)),
});
const manifestSchema = v.looseObject({ config: v.looseObject({ digest: v.string() }) });

/**
 * Changes a manifest, or a config and the manifest with it, and writes them under the digests that they have then: the
 * library is whole, and what it holds is odd. Or what is known of the layers is changed, and signed anew.
 */
export function rewriteDocuments(store: string, random: Random): string {
  if (random.once(4)) return rewriteRecords(store, random);
  const file = path.join(store, 'index.json');
  const index = v.parse(indexSchema, JSON.parse(readPlain(file).toString()));
  const entry = random.pick(index.manifests);
  let manifest = readBlob(store, entry.digest);
  let what = 'manifest';
  const parsed = v.safeParse(manifestSchema, JSON.parse(manifest.toString()));
  if (parsed.success && random.once(2)) {
    what = 'config';
    const config = mutateJson(readBlob(store, parsed.output.config.digest), random);
    const digest = writeBlob(store, config);
    const described = { ...parsed.output.config, digest, size: config.length };
    manifest = Buffer.from(JSON.stringify({ ...parsed.output, config: described }));
  } else {
    manifest = Buffer.from(mutateJson(manifest, random));
  }
  const digest = writeBlob(store, manifest);
  const manifests = index.manifests.map((each) =>
    each.digest === entry.digest ? { ...each, digest, size: manifest.length } : each,
  );
  writeFileSync(file, JSON.stringify({ ...index, manifests }));
  return `rewrote the ${what} of an image`;
}

const recordsSchema = v.looseObject({ version: v.number(), layers: v.unknown() });

function rewriteRecords(store: string, random: Random): string {
  const file = path.join(store, 'layerscope', 'layers.json');
  const { version, layers } = v.parse(recordsSchema, JSON.parse(readPlain(file).toString()));
  const text = Buffer.from(mutateJson(Buffer.from(JSON.stringify(layers)), random)).toString();
  const check = createHash('sha256').update(text).digest('hex');
  writeFileSync(file, `{"version":${version},"layers":${text},"check":"${check}"}`);
  return 'rewrote what is known of the layers';
}

function readBlob(store: string, digest: string): Buffer {
  return readPlain(path.join(store, 'blobs', 'sha256', digest.slice('sha256:'.length)));
}

function writeBlob(store: string, bytes: Uint8Array): string {
  const hex = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(path.join(store, 'blobs', 'sha256', hex), bytes);
  return `sha256:${hex}`;
}
