import type { Digest } from '../../../shared/model/digest.ts';
import type { NameMove } from '../../../shared/model/store.ts';
import type { JsonObject } from '../image/json.ts';
import { entriesNamed, namedEntry, type IndexEntry } from './store-index.ts';

/** Entries of index.json after a change, with the names that went from one image to another. */
export interface EditedEntries {
  readonly entries: readonly IndexEntry[];
  readonly moved: readonly NameMove[];
}

/**
 * Adds what `raw` leads to under the given names. A name that stood for something else moves, as with `docker load` and
 * `docker tag`; what it stood for stays in the store, without a name if it had no other one.
 */
export function putEntry(
  entries: readonly IndexEntry[],
  raw: JsonObject,
  references: readonly string[],
): EditedEntries {
  let edited = entries;
  const moved: NameMove[] = [];
  const bare = namedEntry(raw, null);
  const { digest } = bare.descriptor;
  if (digest === null) return { entries, moved };
  for (const reference of references) {
    const holder = entryNamed(edited, reference);
    if (holder?.descriptor.digest === digest) continue;
    if (holder !== null) {
      edited = dropName(edited, reference);
      if (holder.descriptor.digest !== null)
        moved.push({ reference, from: holder.descriptor.digest, to: digest });
    }
    edited = [...edited, namedEntry(raw, reference)];
  }
  if (!edited.some((entry) => entry.descriptor.digest === digest)) edited = [...edited, bare];
  return { entries: withoutNeedlessBare(edited, digest), moved };
}

/** Takes a name away. What it stood for stays, without a name if it had no other one. */
export function dropName(entries: readonly IndexEntry[], reference: string): readonly IndexEntry[] {
  const named = new Set(entriesNamed(entries, reference));
  const others = entries.filter((entry) => !named.has(entry));
  const kept = new Set(others.map(({ descriptor }) => descriptor.digest));
  return entries.flatMap((entry): readonly IndexEntry[] => {
    if (!named.has(entry)) return [entry];
    const { digest } = entry.descriptor;
    if (kept.has(digest)) return [];
    // Somebody may have given one image the name twice.
    kept.add(digest);
    return [namedEntry(entry.raw, null)];
  });
}

/** The entry of a name, however much of the name is left out; the last one where several have it. */
export function entryNamed(entries: readonly IndexEntry[], reference: string): IndexEntry | null {
  return entriesNamed(entries, reference).at(-1) ?? null;
}

/** An entry without a name says nothing beside one with a name. */
function withoutNeedlessBare(
  entries: readonly IndexEntry[],
  digest: Digest,
): readonly IndexEntry[] {
  const isNamed = entries.some(
    (entry) => entry.descriptor.digest === digest && entry.reference !== null,
  );
  if (!isNamed) return entries;
  return entries.filter((entry) => entry.descriptor.digest !== digest || entry.reference !== null);
}
