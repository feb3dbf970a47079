import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { compressions, type Compression } from '../../../shared/model/layer.ts';
import { limits } from '../bytes/limits.ts';
import { readIfThere, writeDurable } from './durable-files.ts';
import { storePaths } from './store-paths.ts';

/**
 * What reading a layer blob of the store told. By this the plain and the compressed form of one tar are known to be the
 * same layer. A record is only ever made from the bytes.
 */
export interface LayerRecord {
  readonly digest: Digest;
  readonly diffId: Digest;
  readonly compression: Compression;
  readonly storedBytes: number;
  /** Bytes of the uncompressed tar. */
  readonly unpackedBytes: number;
}

export type LayerRecords = ReadonlyMap<Digest, LayerRecord>;

const version = 1;

const digestSchema = v.pipe(
  v.string(),
  v.rawTransform<string, Digest>(({ dataset, addIssue, NEVER }) => {
    const digest = parseDigest(dataset.value);
    if (digest !== null) return digest;
    addIssue({ message: 'no digest' });
    return NEVER;
  }),
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const recordSchema = v.strictObject({
  digest: digestSchema,
  diffId: digestSchema,
  compression: v.picklist(compressions),
  storedBytes: count,
  unpackedBytes: count,
});
const fileSchema = v.strictObject({
  version: v.literal(version),
  layers: v.array(recordSchema),
  check: v.string(),
});

/** The records that are kept; none when there are none, or the file is damaged: they can be made again. */
export function readRecords(folder: string): LayerRecords {
  return parseRecords(readIfThere(storePaths(folder).records)) ?? new Map();
}

/** Whether there is a file of records and it is damaged. */
export function recordsDamaged(folder: string): boolean {
  const bytes = readIfThere(storePaths(folder).records);
  return bytes !== null && parseRecords(bytes) === null;
}

/** Keeps records in place of those there. Throws `EngineError`. */
export function writeRecords(folder: string, records: LayerRecords): void {
  const layers = [...records.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  const text = JSON.stringify({ version, layers, check: checkOf(layers) });
  writeDurable(storePaths(folder).records, new TextEncoder().encode(text));
}

function parseRecords(bytes: Uint8Array | null): LayerRecords | null {
  if (bytes === null || bytes.length > limits.jsonBytes) return null;
  try {
    const parsed = v.safeParse(fileSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (!parsed.success || parsed.output.check !== checkOf(parsed.output.layers)) return null;
    return new Map(parsed.output.layers.map((record) => [record.digest, record]));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A damaged digest is still a digest: this tells it. */
function checkOf(layers: readonly LayerRecord[]): string {
  return createHash('sha256').update(JSON.stringify(layers)).digest('hex');
}
