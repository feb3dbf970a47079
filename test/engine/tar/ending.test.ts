import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concat,
  endMarker,
  entry,
  gnuLong,
  header,
  noise,
  pax,
  tar,
} from '../../fixtures/tar-builder.ts';
import { readBySeeking, readEntries, readInChunks } from './read-entries.ts';

const two = concat(entry({ name: 'a' }, 'aaa'), entry({ name: 'b' }, 'b'.repeat(600)));
const names = (bytes: Uint8Array): string[] => readEntries(bytes).entries.map(({ name }) => name);

describe('an archive', () => {
  it('ends with two zero blocks, and padding after them is nothing', () => {
    const bytes = concat(two, endMarker(), new Uint8Array(8192));
    expect(readEntries(bytes).ending).toEqual({
      kind: 'end-marker',
      position: two.length + 1024,
      trailingData: false,
    });
  });

  it('may end without a marker, with half of one, or before the padding of the last body', () => {
    for (const bytes of [two, concat(two, new Uint8Array(512)), concat(two, new Uint8Array(100))]) {
      expect(readEntries(bytes)).toMatchObject({
        entries: [{ name: 'a' }, { name: 'b' }],
        problems: [],
        ending: { kind: 'no-end-marker' },
      });
    }
    const unpadded = concat(entry({ name: 'a' }), header({ name: 'b', size: 3 }), noise(3));
    expect(readEntries(unpadded)).toMatchObject({
      entries: [{ name: 'a' }, { name: 'b' }],
      ending: { kind: 'no-end-marker' },
    });
  });

  it('may be empty', () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(512), endMarker(), new Uint8Array(3)]) {
      expect(readEntries(bytes)).toMatchObject({ entries: [], problems: [] });
    }
  });

  it('followed by garbage or by another archive ends at its marker', () => {
    for (const rest of [noise(700), two]) {
      const { entries, problems, ending } = readEntries(concat(tar(two), rest));
      expect(entries).toHaveLength(2);
      expect(problems).toEqual([]);
      expect(ending).toEqual({
        kind: 'end-marker',
        position: two.length + 1024,
        trailingData: true,
      });
    }
  });

  it('with one zero block and then data stops there', () => {
    const bytes = tar(two, new Uint8Array(512), entry({ name: 'hidden' }));
    expect(readEntries(bytes)).toMatchObject({
      entries: [{ name: 'a' }, { name: 'b' }],
      problems: ['tar-lone-zero-block'],
      ending: { kind: 'lone-zero-block', position: two.length + 512 },
    });
  });

  it('with a wrong checksum stops there', () => {
    const bytes = tar(two, entry({ name: 'c', checksum: 'wrong' }), entry({ name: 'd' }));
    expect(readEntries(bytes)).toMatchObject({
      entries: [{ name: 'a' }, { name: 'b' }],
      problems: ['tar-checksum'],
      ending: { kind: 'damaged', position: two.length },
    });
  });

  it('that is no tar has no entries', () => {
    for (const bytes of [noise(5000), new TextEncoder().encode('{"a":1}'.padEnd(600))]) {
      expect(readEntries(bytes)).toMatchObject({
        entries: [],
        problems: ['tar-checksum'],
        ending: { kind: 'damaged', position: 0 },
      });
    }
  });

  it('cut at any byte gives what came before, and says so', () => {
    const last = concat(pax([['path', 'long']]), gnuLong('K', 'k'), entry({ name: 'c' }, 'ccc'));
    const bytes = concat(two, last);
    const bodyEnd = bytes.length - 509;
    for (let length = two.length; length <= bytes.length; length += 37) {
      const { entries, ending } = readEntries(bytes.slice(0, length));
      const isWhole = length === two.length || length >= bodyEnd;
      expect(ending.kind, `cut at ${length}`).toBe(isWhole ? 'no-end-marker' : 'truncated');
      expect(entries.length).toBe(length < bytes.length - 512 ? 2 : 3);
    }
  });

  it('cut inside a body shows the entry it belongs to', () => {
    const bytes = concat(two, header({ name: 'big', size: 1_000_000 }), noise(100));
    expect(names(bytes)).toEqual(['a', 'b', 'big']);
    expect(readEntries(bytes).ending.kind).toBe('truncated');
  });

  it('ends when the visitor has enough', () => {
    const bytes = tar(two);
    expect(readBySeeking(bytes).entries).toHaveLength(2);
  });
});

describe('pieces of any length', () => {
  const bytes = tar(
    two,
    pax([['SCHILY.xattr.user.a', 'x'.repeat(700)]]),
    entry({ name: 'c' }, noise(1300)),
    gnuLong('L', 'n'.repeat(900)),
    entry({ name: 'd' }, noise(512)),
  );
  const expected = readBySeeking(bytes);

  it('give the same as one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 20 }),
        (cuts) => {
          const borders = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
          const chunks = borders.slice(1).map((end, at) => bytes.subarray(borders[at], end));
          expect(readInChunks(bytes, chunks)).toEqual(expected);
        },
      ),
    );
  });

  it('of any bytes at all are read to an end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
        (changes) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at] = value;
          const sought = readBySeeking(damaged);
          expect(readInChunks(damaged, [damaged])).toEqual(sought);
        },
      ),
      { numRuns: 500 },
    );
  });
});
