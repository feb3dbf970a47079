import { limits, limitValues } from '../bytes/limits.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { parseDescriptor, type Descriptor } from '../image/descriptor.ts';
import { arrayOf, field, isJsonObject, parseJson, type JsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';
import {
  annotationsFor,
  nameAnnotations,
  referenceOfEntry,
} from '../image/reference-annotations.ts';
import { fullName } from '../image/reference.ts';
import { readIfThere, writeDurable } from './durable-files.ts';
import { listBlobs } from './store-blobs.ts';
import type { StoreLock } from './store-lock.ts';
import { storePaths } from './store-paths.ts';

/** index.json with everything in it, also what this program does not know. */
export interface StoreIndex {
  readonly document: JsonObject;
  readonly entries: readonly IndexEntry[];
}

/** One entry of index.json. */
export interface IndexEntry {
  /** As stored. */
  readonly raw: JsonObject;
  readonly descriptor: Descriptor;
  /** The name it gives; null for an entry without one. */
  readonly reference: string | null;
}

const emptyDocument: JsonObject = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] };

export const emptyIndex: StoreIndex = { document: emptyDocument, entries: [] };

/**
 * Reads index.json; null when it is no index (damaged, cut off, too large), or is gone although a backup or blobs show that
 * there was one. A store that has none yet has an empty one. Throws `EngineError` when the file cannot be read.
 */
export function readStoreIndex(folder: string): StoreIndex | null {
  const paths = storePaths(folder);
  const bytes = readIfThere(paths.index);
  if (bytes !== null) return parseStoreIndex(bytes);
  const isNew = readIfThere(paths.backup) === null && listBlobs(folder).blobs.size === 0;
  return isNew ? emptyIndex : null;
}

/** Like `readStoreIndex`, for whoever is going to write: throws `store-damaged` instead of answering null. */
export function requireStoreIndex(folder: string): StoreIndex {
  const index = readStoreIndex(folder);
  if (index === null) throw new EngineError('store-damaged', { name: 'index.json' });
  return index;
}

/** The index that the bytes are; null when they are none. `manifests` may be null, as early Docker 25.0 wrote it. */
export function parseStoreIndex(bytes: Uint8Array): StoreIndex | null {
  if (bytes.length > limits.jsonBytes) return null;
  const parsed = parseJson(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value)) return null;
  const manifests = field(parsed.value, 'manifests');
  if (manifests !== null && !Array.isArray(manifests)) return null;
  return {
    document: parsed.value,
    entries: arrayOf(manifests).filter(isJsonObject).map(entryOfRaw),
  };
}

/**
 * Replaces index.json in one rename, and then its backup. Throws `EngineError` with the old index in place: `disk-full`,
 * `not-writable`, `permission-denied`, `store-lock-lost`, `limit-reached`.
 */
export function commitIndex(
  folder: string,
  lock: StoreLock,
  document: JsonObject,
  entries: readonly IndexEntry[],
): void {
  const paths = storePaths(folder);
  const text = JSON.stringify({ ...document, manifests: entries.map((entry) => entry.raw) });
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > limits.jsonBytes) {
    throw new EngineError('limit-reached', limitValues('jsonBytes'));
  }
  const last = readIfThere(paths.index);
  if (last !== null && Buffer.from(last).equals(bytes)) return;
  lock.assertHeld();
  writeDurable(paths.index, bytes);
  keepBackup(folder, bytes);
}

/** The change is done by now: when there is no room for the backup, the one before stays. */
export function keepBackup(folder: string, bytes: Uint8Array): void {
  try {
    writeDurable(storePaths(folder).backup, bytes);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

/** An entry with the given name, or without any; what else it says stays. */
export function namedEntry(raw: JsonObject, reference: string | null): IndexEntry {
  const annotations = new Map<string, unknown>(
    Object.entries(annotationsOf(raw)).filter(([name]) => !nameKeys.has(name)),
  );
  if (reference !== null) {
    for (const [name, text] of Object.entries(annotationsFor(reference))) {
      annotations.set(name, text);
    }
  }
  const { annotations: _, ...rest } = raw;
  if (annotations.size === 0) return entryOfRaw(rest);
  return entryOfRaw({ ...rest, annotations: Object.fromEntries(annotations) });
}

/** Reading a name costs more than comparing two, and a library asks for each of its names again and again. */
const fullNames = new WeakMap<IndexEntry, string>();

/** The entries of a name, however much of the name is left out. */
export function entriesNamed(
  entries: readonly IndexEntry[],
  reference: string,
): readonly IndexEntry[] {
  const wanted = fullName(reference);
  return entries.filter((entry) => {
    if (entry.reference === null || entry.reference === reference) return entry.reference !== null;
    const name = fullNames.get(entry) ?? fullName(entry.reference);
    fullNames.set(entry, name);
    return name === wanted;
  });
}

const nameKeys: ReadonlySet<string> = new Set(Object.values(nameAnnotations));

function annotationsOf(raw: JsonObject): JsonObject {
  const annotations = field(raw, 'annotations');
  return isJsonObject(annotations) ? annotations : {};
}

/** The entry that a JSON object is. */
export function entryOfRaw(raw: JsonObject): IndexEntry {
  const descriptor = parseDescriptor(raw);
  if (descriptor === null) throw new EngineError('internal', { what: 'entry' });
  return { raw, descriptor, reference: referenceOfEntry(descriptor) };
}
