import { parseDescriptor } from '../image/descriptor.ts';
import type { ExportRoot, ExportSelection } from '../export/export-selection.ts';
import { readLibrary } from './library.ts';
import type { LoadSelection } from './load-selection.ts';
import { selectForSave } from './select-for-save.ts';
import { selectFromSource } from './select-from-source.ts';
import type { SourceRequest } from './store-work.ts';

/** Images to be written out, all of one place. */
export type ChosenImages =
  | {
      readonly from: 'store';
      readonly folder: string;
      /** Names, keys, or beginnings of IDs. */
      readonly targets: readonly string[];
      /** Of names for several platforms only the images with these keys; absent for all. */
      readonly keys?: readonly string[];
    }
  | {
      readonly from: 'source';
      readonly source: SourceRequest;
      readonly select: LoadSelection;
    };

/**
 * What has to be written to save images of the store and of opened sources together. What is chosen in two places is
 * written once, with the names of both. Rejects like `readLibrary`, `selectForSave` and `selectFromSource`.
 */
export async function selectImages(
  chosen: readonly ChosenImages[],
  signal?: AbortSignal,
): Promise<ExportSelection> {
  const roots = new Map<string, ExportRoot>();
  for (const part of chosen) {
    const selection =
      part.from === 'store'
        ? selectForSave(await readLibrary(part.folder, signal), part.targets, part.keys ?? null)
        : await selectFromSource(part.source, part.select, signal);
    for (const root of selection.roots) {
      const key = parseDescriptor(root.entries[0]?.raw)?.digestText ?? '';
      const known = roots.get(key);
      roots.set(key, known === undefined ? root : merged(known, root));
    }
  }
  return { roots: [...roots.values()] };
}

function merged(one: ExportRoot, other: ExportRoot): ExportRoot {
  const named = new Set(one.entries.flatMap(({ references }) => references));
  const more = other.entries
    .map(({ raw, references }) => ({
      raw,
      references: references.filter((name) => !named.has(name)),
    }))
    .filter(({ references }) => references.length > 0);
  const entries = named.size === 0 && more.length > 0 ? more : [...one.entries, ...more];
  const blobs = new Map([...other.blobs, ...one.blobs].map((blob) => [blob.digest, blob]));
  const references = [one, other].flatMap(({ image }) => image?.references ?? []);
  const image = one.image ?? other.image;
  return {
    entries,
    blobs: [...blobs.values()],
    attached: one.attached && other.attached,
    image: image === null ? null : { ...image, references: [...new Set(references)] },
  };
}
