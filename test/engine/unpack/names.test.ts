import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedName,
  escapedName,
  isPlainName,
  unchanged,
} from '../../../electron/engine/unpack/host-names.ts';
import { NameClaims } from '../../../electron/engine/unpack/name-claims.ts';

const folder = Buffer.from('/folder');

/** A file system that takes a name once, as it looks to it, and says like a real one when it cannot. */
class Names {
  readonly taken = new Map<string, string>();
  readonly #looksOf: (name: string) => string;
  readonly #longest: number;

  constructor(looksOf: (name: string) => string, longest = 255) {
    this.#looksOf = looksOf;
    this.#longest = longest;
  }

  readonly make = (path: Buffer): void => {
    const name = path.subarray(folder.length + 1);
    if (name.length > this.#longest) throw systemError('ENAMETOOLONG');
    if (!Buffer.from(name.toString()).equals(name)) throw systemError('EILSEQ');
    const looks = this.#looksOf(name.toString());
    if (this.taken.has(looks)) throw systemError('EEXIST');
    this.taken.set(looks, name.toString());
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function claimAll(names: readonly (string | Buffer)[], system: Names, escape = false) {
  const claims = new NameClaims(escape);
  return names.map(
    (name) => claims.claim(folder, Buffer.from(name), system.make)?.name.toString() ?? null,
  );
}

describe('names', () => {
  test('that differ in case get numbers where that is one name, and stay where it is two', () => {
    const names = ['Readme.md', 'README.md', 'readme.md', 'readme (2).md', 'other'];
    const folding = new Names((name) => name.toLowerCase());
    expect(claimAll(names, folding)).toEqual([
      'Readme.md',
      'README (2).md',
      'readme (3).md',
      'readme (2) (2).md',
      'other',
    ]);
    expect(claimAll(names, new Names((name) => name))).toEqual(names);
  });

  test('that are one name in Unicode get numbers', () => {
    const system = new Names((name) => name.normalize('NFD'));
    expect(claimAll(['caf\u00e9', 'cafe\u0301'], system)).toEqual(['caf\u00e9', 'cafe\u0301 (2)']);
  });

  test('of thousands of twins are found in time that grows with them', () => {
    const names = Array.from({ length: 4096 }, (_, place) =>
      Array.from('abcdefghijkl', (letter, bit) =>
        (place >> bit) % 2 === 1 ? letter.toUpperCase() : letter,
      ).join(''),
    );
    let asked = 0;
    const system = new Names((name) => {
      asked++;
      return name.toLowerCase();
    });
    expect(new Set(claimAll(names, system)).size).toBe(names.length);
    expect(asked).toBeLessThan(3 * names.length);
  });

  test('that are too long are cut, differently for different names', () => {
    for (const longest of [255, 143]) {
      const names = [`${'n'.repeat(300)}1`, `${'n'.repeat(300)}2`, 'ü'.repeat(200)];
      const claimed = claimAll(names, new Names((name) => name, longest));
      expect(new Set(claimed).size).toBe(3);
      for (const name of claimed)
        expect(Buffer.byteLength(name ?? '')).toBeLessThanOrEqual(longest);
      expect(claimed[2]).not.toContain('\ufffd');
    }
    expect(claimAll(['n'.repeat(300)], new Names((name) => name, 20))).toEqual([null]);
  });

  test('that are no text are escaped where only text is taken', () => {
    const odd = Buffer.from([0x61, 0xff, 0x2e, 0x62]);
    expect(claimAll([odd], new Names((name) => name))).toEqual(['a%FF.b']);
  });

  test('that lead elsewhere are not taken at all', () => {
    const bad = ['', '.', '..', '/', 'a/b', '/etc', 'a\0b'];
    expect(claimAll(bad, new Names((name) => name))).toEqual(bad.map(() => null));
    expect(bad.map((name) => isPlainName(Buffer.from(name)))).toEqual(bad.map(() => false));
    expect(isPlainName(Buffer.from('...'))).toBe(true);
  });

  test('mean nothing else to Windows once they are escaped', () => {
    const escaped = (name: string): string => escapedName(Buffer.from(name)).toString();
    expect(escaped('a:b')).toBe('a%3Ab');
    expect(escaped('a\\..\\b')).toBe('a%5C..%5Cb');
    expect(escaped('a.')).toBe('a%2E');
    expect(escaped('a ')).toBe('a%20');
    expect(escaped('..')).toBe('.%2E');
    expect(escaped('CON')).toBe('CON_');
    expect(escaped('nul.tar.gz')).toBe('nul_.tar.gz');
    expect(escaped('COM¹.x')).toBe('COM¹_.x');
    expect(escaped('console.log')).toBe('console.log');
    expect(escaped('\u0001?')).toBe('%01%3F');
    expect(claimAll(['aux', 'AUX_'], new Names((name) => name.toLowerCase()), true)).toEqual([
      'aux_',
      'AUX_ (2)',
    ]);
  });

  test('of any bytes end as one part of a path', () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const change = fc.record({
      escaped: fc.boolean(),
      limit: fc.constantFrom(Number.POSITIVE_INFINITY, 240, 140),
      number: fc.integer({ min: 1, max: 100_000 }),
    });
    fc.assert(
      fc.property(name, change, (given, how) => {
        fc.pre(isPlainName(given));
        const changed = changedName(given, how);
        expect(isPlainName(changed)).toBe(true);
        expect(changed.length).toBeLessThanOrEqual(Math.max(how.limit, 1));
        if (how.escaped)
          expect(/[\\:*?"<>|\u0000-\u001f]/.test(changed.toString('latin1'))).toBe(false);
        expect(changedName(given, unchanged).equals(given)).toBe(true);
      }),
    );
  });

  test('hand on what has nothing to do with names', () => {
    const claims = new NameClaims(false);
    const full = (): void => {
      throw systemError('ENOSPC');
    };
    expect(() => claims.claim(folder, Buffer.from('a'), full)).toThrow('ENOSPC');
  });
});
