import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Random } from '../random.ts';
import { readPlain } from './whole-folders.ts';

const entrySchema = v.looseObject({ digest: v.string() });
const indexSchema = v.looseObject({ manifests: v.pipe(v.array(entrySchema), v.minLength(1)) });

type Entry = v.InferOutput<typeof entrySchema>;

const refName = 'org.opencontainers.image.ref.name';

const oddNames = [
  '',
  ' ',
  '__proto__',
  'constructor:1',
  '../../../etc/passwd',
  'one:1',
  'ONE:1',
  'a\u0000b',
  '\u001B[31mred:1',
  '\u202Egpj.exe',
  'n'.repeat(5000),
  'docker.io/library/one:1',
  'one@sha256:0',
];

const oddDigests = [
  '',
  'sha256:../../../beside/file',
  'sha256:..',
  '../beside:file',
  `sha256:${'0'.repeat(64)}`,
  `sha512:${'0'.repeat(128)}`,
  `sha256:${'A'.repeat(64)}`,
  `md5:${'0'.repeat(32)}`,
  '__proto__:x',
];

/** Changes entries of index.json by what they mean: names, digests, sizes, media types, annotations. */
export function oddIndex(store: string, random: Random): string {
  const file = path.join(store, 'index.json');
  const index = v.parse(indexSchema, JSON.parse(readPlain(file).toString()));
  const place = random.below(index.manifests.length);
  const { what, entries } = odd(index.manifests[place]!, store, random);
  const manifests = index.manifests.flatMap((each, at) => (at === place ? entries : [each]));
  writeFileSync(file, JSON.stringify({ ...index, manifests }));
  return `made an entry of the index odd: ${what}`;
}

interface OddEntry {
  readonly what: string;
  /** In place of the old one. */
  readonly entries: readonly Entry[];
}

function odd(entry: Entry, store: string, random: Random): OddEntry {
  switch (random.below(8)) {
    case 0: {
      const name = random.pick(oddNames);
      return { what: 'name', entries: [{ ...entry, annotations: { [refName]: name } }] };
    }
    case 1:
      return { what: 'digest', entries: [entry, { ...entry, digest: random.pick(oddDigests) }] };
    case 2: {
      const size = random.pick([0, -1, 1, 2 ** 53, 1e300, null, '7', 1.5]);
      return { what: 'size', entries: [{ ...entry, size }] };
    }
    case 3: {
      const blob = random.pick(readdirSync(path.join(store, 'blobs', 'sha256')));
      return { what: 'a blob of another kind', entries: [entry, { digest: `sha256:${blob}` }] };
    }
    case 4:
      return { what: 'several times', entries: [entry, entry, { ...entry, annotations: {} }] };
    case 5: {
      const mediaType = random.pick([
        'application/vnd.oci.image.index.v1+json',
        'application/vnd.docker.distribution.manifest.v1+json',
        'application/vnd.oci.image.layer.v1.tar+gzip',
        'text/plain',
        '',
      ]);
      return { what: 'media type', entries: [{ ...entry, mediaType }] };
    }
    case 6: {
      const text = `{"__proto__":{"polluted":1},"constructor":"x","${refName}":"__proto__:1"}`;
      return { what: 'keys', entries: [{ ...entry, annotations: JSON.parse(text) }] };
    }
    default: {
      const data = Buffer.from('{"schemaVersion":2,"layers":[]}').toString('base64');
      return { what: 'data of its own', entries: [{ ...entry, data }] };
    }
  }
}
