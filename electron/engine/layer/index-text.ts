import * as v from 'valibot';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { problemCodes } from '../../../shared/model/problem.ts';
import type { EntryExtra, LayerIndex } from './layer-index.ts';

/** What of a saved index is not a column, as it is saved in JSON. */
export interface IndexText {
  readonly diffId: Digest;
  readonly index: Pick<LayerIndex, 'count' | 'owners' | 'extras' | 'unpackedBytes' | 'problems'> & {
    readonly hasHashes: boolean;
  };
}

export function encodeIndexText(index: LayerIndex, diffId: Digest): Uint8Array {
  const { count, owners, unpackedBytes, problems, contentHash } = index;
  const extras = [...index.extras].map(([entry, extra]) => [entry, encodeExtra(extra)]);
  const hasHashes = contentHash !== null;
  return new TextEncoder().encode(
    JSON.stringify({
      index: { count, owners, extras, unpackedBytes, problems, hasHashes },
      diffId,
    }),
  );
}

/** Null when the bytes are not what `encodeIndexText` makes. */
export function decodeIndexText(bytes: Uint8Array): IndexText | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? parsed.output : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function encodeExtra({ xattrs, device, sparse }: EntryExtra): unknown {
  const encoded = xattrs?.map(({ name, value }) => [name, Buffer.from(value).toString('base64')]);
  const parts = sparse?.parts.map(({ offset, length }) => [offset, length]);
  return { xattrs: encoded, device, sparse: sparse && { ...sparse, parts } };
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optional = v.exactOptional;

export const digestSchema = v.pipe(
  v.string(),
  v.rawTransform<string, Digest>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseDigest(dataset.value);
    if (parsed !== null) return parsed;
    addIssue({ message: 'not a digest' });
    return NEVER;
  }),
);

const base64 = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
);

const sparsePart = v.pipe(
  v.strictTuple([count, count]),
  v.transform(([offset, length]) => ({ offset, length })),
);

const xattr = v.pipe(
  v.strictTuple([v.string(), base64]),
  v.transform(([name, value]) => ({ name, value })),
);

const extra = v.strictObject({
  xattrs: optional(v.array(xattr)),
  device: optional(v.strictObject({ major: v.number(), minor: v.number() })),
  sparse: optional(
    v.strictObject({ storedBytes: count, dataStart: count, parts: v.array(sparsePart) }),
  ),
});

const problem = v.strictObject({
  code: v.picklist(problemCodes),
  severity: v.picklist(['error', 'warning', 'note']),
  where: v.strictObject({
    member: optional(v.string()),
    image: optional(v.string()),
    layer: optional(v.number()),
    path: optional(v.string()),
  }),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});

const schema = v.strictObject({
  diffId: digestSchema,
  index: v.strictObject({
    count,
    hasHashes: v.boolean(),
    unpackedBytes: count,
    owners: v.array(
      v.strictObject({
        uid: v.number(),
        gid: v.number(),
        userName: v.string(),
        groupName: v.string(),
      }),
    ),
    extras: v.pipe(
      v.array(v.strictTuple([count, extra])),
      v.transform((pairs) => new Map(pairs)),
    ),
    problems: v.array(problem),
  }),
});
