import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removalOf } from '../../../shared/model/usage.ts';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { usageOf } from '../../../electron/engine/usage/usage.ts';
import { libraries, mixedLibraries } from '../../fixtures/image-libraries.ts';
import { digestOf, grantOf, manyStacks, stackLayer, stackOf } from '../../fixtures/image-stacks.ts';

function usage(...stacks: Parameters<typeof gatherStacks>[0]) {
  return usageOf(gatherStacks(stacks));
}

/** A layer of a round size. */
function sized(name: string, storedBytes: number | null, unpackedBytes: number | null) {
  return stackLayer(name, { storedBytes, unpackedBytes });
}

describe('usage', () => {
  const base = sized('base', 100, 300);
  const left = sized('left', 10, 20);
  const right = sized('right', 1, 2);
  const found = usage(
    stackOf('base:1', [base]),
    stackOf('left:1', [base, left]),
    stackOf('right:1', [base, right, right]),
    stackOf(null, [base, sized('lost', 5, 6)]),
  );

  it('counts a shared layer once on disk and for every image in its size', () => {
    const sums = found.images.map(({ references, size, shared, unique }) => [
      references[0] ?? '-',
      [size, shared, unique].map(({ stored }) => stored.bytes),
      [size, shared, unique].map(({ unpacked }) => unpacked.bytes),
    ]);
    expect(sums).toEqual([
      ['base:1', [100, 100, 0], [300, 300, 0]],
      ['left:1', [110, 100, 10], [320, 300, 20]],
      ['right:1', [101, 100, 1], [302, 300, 2]],
      ['-', [105, 100, 5], [306, 300, 6]],
    ]);
    const { logical, disk, unique, shared, reclaimable } = found.totals;
    expect(
      [logical, disk, unique, shared, reclaimable].map(({ stored, unpacked }) => [
        stored.bytes,
        unpacked.bytes,
      ]),
    ).toEqual([
      [416, 1228],
      [116, 328],
      [16, 28],
      [100, 300],
      [5, 6],
    ]);
    expect([found.totals.images, found.totals.layers]).toEqual([4, 4]);
  });

  it('says by whom each layer is used', () => {
    const users = found.layers.map(({ command, images }) => [
      command,
      images.map((image) => found.images[image]?.references[0] ?? '-'),
    ]);
    expect(users).toEqual([
      ['RUN base', ['base:1', 'left:1', 'right:1', '-']],
      ['RUN left', ['left:1']],
      ['RUN right', ['right:1']],
      ['RUN lost', ['-']],
    ]);
  });

  it('frees a shared layer only with its last image', () => {
    const sums = [[0], [1], [0, 1], [1, 2, 3], [0, 1, 2, 3]].map((images) => {
      const { freed, kept } = removalOf(found, new Set(images));
      return [freed.stored.bytes, kept.stored.bytes];
    });
    expect(sums).toEqual([
      [0, 100],
      [10, 100],
      [10, 100],
      [16, 100],
      [116, 0],
    ]);
  });

  it('keeps unknown and absent layers out of the sums and says how many', () => {
    const odd = usage(
      stackOf('odd:1', [
        base,
        sized('unread', 7, null),
        sized('unsized', null, null),
        stackLayer('foreign', { available: false }),
      ]),
    );
    expect(odd.totals.disk).toEqual({
      stored: { bytes: 107, unknownLayers: 1, absentLayers: 1 },
      unpacked: { bytes: 300, unknownLayers: 2, absentLayers: 1 },
    });
  });

  it('takes a plain blob for what its tar unpacks to', () => {
    const digest = digestOf('plain');
    const plain = stackLayer('plain', {
      digest,
      diffId: digest,
      storedBytes: 40,
      unpackedBytes: null,
    });
    expect(usage(stackOf('plain:1', [plain])).totals.disk.unpacked.bytes).toBe(40);
  });

  it('counts the compressed and the plain form of one layer once, at the form in the store', () => {
    const zipped = stackLayer('x', { digest: digestOf('zipped'), storedBytes: 30 });
    const plain = stackLayer('x', { digest: digestOf('plain'), storedBytes: 90 });
    const opened = { source: grantOf('opened') };
    const forms = usage(stackOf('a:1', [plain], opened), stackOf('b:1', [zipped], opened));
    expect(forms.totals.disk.stored.bytes).toBe(30);
    const stored = usage(stackOf('a:1', [plain]), stackOf('b:1', [zipped], opened));
    expect(stored.totals.disk.stored.bytes).toBe(90);
    expect(stored.layers).toHaveLength(1);
  });

  it('takes a digest for the diffID that another image knows for it', () => {
    const bare = stackLayer('shared', { diffId: null, unpackedBytes: null });
    const both = usage(stackOf('old:1', [bare]), stackOf('new:1', [stackLayer('shared')]));
    expect(both.layers.map(({ images }) => images)).toEqual([[0, 1]]);
  });

  it('does not, when two images disagree on it', () => {
    const bare = stackLayer('shared', { diffId: null });
    const other = stackLayer('shared', { diffId: digestOf('another') });
    const three = usage(
      stackOf('a:1', [bare]),
      stackOf('b:1', [stackLayer('shared')]),
      stackOf('c:1', [other]),
    );
    expect(three.layers.map(({ images }) => images)).toEqual([[0], [1], [2]]);
  });

  it('shares nothing between layers of which nothing is known', () => {
    const nameless = { diffId: null, digest: null };
    const layer = stackLayer('same', nameless);
    const two = usage(stackOf('a:1', [layer, layer]), stackOf('b:1', [layer]));
    expect(two.layers.map(({ images }) => images)).toEqual([[0], [0], [1]]);
  });
});

describe('images of several places', () => {
  it('are one, with all names and places', () => {
    const one = stackOf('app:10', ['a']);
    const set = gatherStacks([
      { ...one, source: grantOf('b'), references: ['app:2'] },
      one,
      stackOf('app:9', ['a', 'b']),
    ]);
    expect(set.images.map(({ references, places }) => [references, places.length])).toEqual([
      [['app:2', 'app:10'], 2],
      [['app:9'], 1],
    ]);
    expect(set.images[0]?.places[0]?.source).toBe('store');
  });

  it('stay two when their layers differ, as in a trimmed archive', () => {
    const whole = stackOf('app:1', ['a', 'b']);
    const set = gatherStacks([whole, { ...whole, layers: whole.layers.slice(1) }]);
    expect(set.images).toHaveLength(2);
    expect(new Set(set.images.map(({ key }) => key)).size).toBe(2);
  });
});

describe('for every library', () => {
  it('unique and shared are what is on disk, and removing everything frees it', () => {
    fc.assert(
      fc.property(fc.oneof(libraries, mixedLibraries), (stacks) => {
        const { totals, images } = usage(...stacks);
        for (const basis of ['stored', 'unpacked'] as const) {
          for (const key of ['bytes', 'unknownLayers', 'absentLayers'] as const) {
            const { disk, unique, shared } = totals;
            expect(unique[basis][key] + shared[basis][key]).toBe(disk[basis][key]);
            for (const image of images) {
              const sum = image.unique[basis][key] + image.shared[basis][key];
              expect(sum).toBe(image.size[basis][key]);
            }
          }
        }
        const whole = usage(...stacks);
        expect(removalOf(whole, new Set(images.keys())).freed).toEqual(totals.disk);
        expect(totals.disk.stored.bytes).toBeLessThanOrEqual(totals.logical.stored.bytes);
      }),
    );
  });

  it('removing A and then B frees what removing both at once does', () => {
    fc.assert(
      fc.property(libraries, fc.array(fc.nat(2), { maxLength: 8 }), (stacks, choices) => {
        const set = gatherStacks(stacks);
        const before = usageOf(set);
        const chosen = (wanted: number) =>
          new Set([...set.images.keys()].filter((image) => (choices[image] ?? 2) === wanted));
        const first = chosen(0);
        const second = chosen(1);
        const left = set.images.filter((_, image) => !first.has(image));
        const after = usageOf({ ...set, images: left });
        const moved = new Set(
          [...second].map((image) => left.findIndex(({ key }) => key === set.images[image]!.key)),
        );
        const twice =
          removalOf(before, first).freed.stored.bytes + removalOf(after, moved).freed.stored.bytes;
        const once = removalOf(before, new Set([...first, ...second])).freed.stored.bytes;
        expect(twice).toBe(once);
      }),
    );
  });

  it('what the disk grows by with one more image is what removing it again frees', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const [extra, ...rest] = stacks;
        fc.pre(extra !== undefined);
        const before = gatherStacks(rest);
        const after = usage(...stacks);
        const cost = after.totals.disk.stored.bytes - usageOf(before).totals.disk.stored.bytes;
        if (after.images.length === before.images.length) return;
        const own = after.images.findIndex(
          ({ key }) => !before.images.some((image) => image.key === key),
        );
        expect(removalOf(after, new Set([own])).freed.stored.bytes).toBe(cost);
      }),
    );
  });

  it('the order in which images come does not matter', () => {
    fc.assert(
      fc.property(
        fc.oneof(libraries, mixedLibraries),
        fc.infiniteStream(fc.nat()),
        (stacks, keys) => {
          const shuffled = stacks
            .map((stack) => ({ stack, key: keys.next().value ?? 0 }))
            .toSorted((one, other) => one.key - other.key)
            .map(({ stack }) => stack);
          expect(usage(...shuffled)).toEqual(usage(...stacks));
        },
      ),
    );
  });
});

describe('a large library', () => {
  it('is gathered and summed without growing worse than its size', () => {
    const time = (images: number, layers: number) => {
      const stacks = manyStacks(images, layers);
      const start = performance.now();
      const { totals } = usage(...stacks);
      expect(totals.images).toBe(images);
      return performance.now() - start;
    };
    time(100, 1000);
    // Eight times as much; sixty-four times as long would be quadratic.
    const small = Math.max(1, time(100, 1000));
    expect(time(800, 8000)).toBeLessThan(small * 64);
  });
});
