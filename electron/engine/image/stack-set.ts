import { createHash } from 'node:crypto';
import type { Measured } from '../../../shared/model/amount.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type {
  ImagePlace,
  ImageStack,
  NamedImage,
  StackLayer,
} from '../../../shared/model/image-stack.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { platformText } from '../../../shared/model/platform.ts';

/** Many images with every layer and every image once. The order does not depend on the order they were given in. */
export interface StackSet {
  readonly layers: readonly SetLayer[];
  /** By name as people sort them, those without a name last. */
  readonly images: readonly SetImage[];
}

/** A layer in all its forms. */
export interface SetLayer extends Measured {
  readonly diffId: Digest | null;
  /** Of the form that is counted. */
  readonly digest: Digest | null;
  readonly command: string | null;
}

export interface SetImage extends NamedImage {
  readonly manifestDigests: readonly Digest[];
  /** Numbers of its layers, lowest first; one that repeats stands there several times. */
  readonly stack: readonly number[];
  readonly baseHints: readonly BaseHint[];
}

/**
 * Brings images of many places together.
 *
 * One image in several places (equal ID, layers and platform) becomes one with several places. Layers are the same
 * when their diffIDs are. A layer without a diffID takes the one that another image knows for the same digest, unless
 * two images disagree; else the digest stands for it; a layer with neither is like no other.
 *
 * A layer that lies in several forms has the size of the one in the layer store, else of the smallest. A blob whose
 * digest is its own diffID is no smaller or larger than its tar.
 */
export function gatherStacks(stacks: readonly ImageStack[]): StackSet {
  const found = new Map<string, ImageStack[]>();
  for (const stack of [...stacks].sort(byPlace)) {
    const key = imageKey(stack);
    const same = found.get(key);
    if (same === undefined) found.set(key, [stack]);
    else same.push(stack);
  }
  const ordered = [...found]
    .map(([key, same]) => ({ key, same, references: allReferences(same) }))
    .sort(
      (one, other) =>
        compareNames(one.references[0], other.references[0]) || compareTexts(one.key, other.key),
    );
  const keys = new LayerKeys(stacks);
  const layers = new Map<string, Form[]>();
  const numbers = new Map<string, number>();
  const images = ordered.map(({ key, same, references }): SetImage => {
    const [first] = same;
    for (const stack of same) {
      for (const [position, layer] of stack.layers.entries()) {
        const layerKey = keys.of(layer, key, position);
        const forms = layers.get(layerKey);
        if (forms !== undefined) {
          forms.push({ layer, stored: stack.source === 'store' });
          continue;
        }
        numbers.set(layerKey, layers.size);
        layers.set(layerKey, [{ layer, stored: stack.source === 'store' }]);
      }
    }
    return {
      key,
      id: first!.id,
      references,
      platform: first!.platform,
      places: same.map(({ source, key: imageInSource }): ImagePlace => {
        return { source, key: imageInSource };
      }),
      manifestDigests: different(
        same.flatMap(({ manifestDigest }) => (manifestDigest === null ? [] : [manifestDigest])),
      ),
      stack: first!.layers.map((layer, position) => numbers.get(keys.of(layer, key, position))!),
      baseHints: differentHints(same.flatMap(({ baseHints }) => baseHints)),
    };
  });
  return { layers: [...layers.values()].map((forms) => setLayer(forms, keys)), images };
}

const collator = new Intl.Collator('en', { numeric: true });

/** The order in which people look names up: `app:2` before `app:10`. Nothing comes last. */
export function compareNames(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  return collator.compare(one, other) || compareTexts(one, other);
}

interface Form {
  readonly layer: StackLayer;
  /** In the layer store. */
  readonly stored: boolean;
}

/** By what a layer is known again. */
class LayerKeys {
  /** Null where two images say different things of one digest. */
  readonly #diffIds = new Map<Digest, Digest | null>();

  constructor(stacks: readonly ImageStack[]) {
    for (const { layers } of stacks) {
      for (const { digest, diffId } of layers) {
        if (digest === null || diffId === null) continue;
        const known = this.#diffIds.get(digest);
        this.#diffIds.set(digest, known === undefined || known === diffId ? diffId : null);
      }
    }
  }

  diffIdOf(layer: StackLayer): Digest | null {
    if (layer.diffId !== null || layer.digest === null) return layer.diffId;
    return this.#diffIds.get(layer.digest) ?? null;
  }

  of(layer: StackLayer, image: string, position: number): string {
    return this.diffIdOf(layer) ?? layer.digest ?? `${image} ${position}`;
  }
}

function setLayer(forms: readonly Form[], keys: LayerKeys): SetLayer {
  const there = forms.filter(({ layer }) => layer.available);
  const inStore = there.filter(({ stored }) => stored);
  const candidates = inStore.length > 0 ? inStore : there.length > 0 ? there : forms;
  const counted = candidates.map(({ layer }) => layer).sort(bySize)[0]!;
  const diffId = firstOf(forms.map(({ layer }) => keys.diffIdOf(layer)));
  const unpacked = forms.flatMap(({ layer }) => unpackedBytesOf(layer, diffId) ?? []);
  const commands = forms.flatMap(({ layer }) => layer.command ?? []);
  return {
    diffId,
    digest: counted.digest,
    storedBytes: counted.storedBytes,
    unpackedBytes: unpacked.sort((one, other) => one - other)[0] ?? null,
    available: there.length > 0,
    command: commands.sort(compareTexts)[0] ?? null,
  };
}

function unpackedBytesOf(layer: StackLayer, diffId: Digest | null): number | null {
  const isPlain = layer.digest !== null && layer.digest === diffId;
  return layer.unpackedBytes ?? (isPlain ? layer.storedBytes : null);
}

/** Equal for one image in two places. What another source knows of its layers does not matter, so it stays the same. */
function imageKey(stack: ImageStack): string {
  const layers = stack.layers.map(({ diffId, digest }) => diffId ?? digest ?? '?');
  const identity = stack.id === null ? [stack.source, stack.key] : [stack.id];
  const parts = [...identity, platformText(stack.platform), ...layers];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

function allReferences(same: readonly ImageStack[]): readonly string[] {
  return different(same.flatMap(({ references }) => references)).toSorted(compareNames);
}

function differentHints(hints: readonly BaseHint[]): readonly BaseHint[] {
  const byText = new Map(hints.map((hint) => [JSON.stringify(hint), hint]));
  return [...byText].sort(([one], [other]) => compareTexts(one, other)).map(([, hint]) => hint);
}

function different<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}

function firstOf<Item>(items: readonly (Item | null)[]): Item | null {
  return items.find((item) => item !== null) ?? null;
}

function bySize(one: StackLayer, other: StackLayer): number {
  return (
    (one.storedBytes ?? Infinity) - (other.storedBytes ?? Infinity) ||
    compareTexts(one.digest ?? '', other.digest ?? '')
  );
}

/** The layer store first, then as the sources are named. */
function byPlace(one: ImageStack, other: ImageStack): number {
  const inStore = Number(other.source === 'store') - Number(one.source === 'store');
  return inStore || compareTexts(one.source, other.source) || compareTexts(one.key, other.key);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
