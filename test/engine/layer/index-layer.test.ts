import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { hasStargzFooter } from '../../../electron/engine/layer/stargz.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import {
  concat,
  entry,
  header,
  noise,
  octal,
  pax,
  sparseMap,
  tar,
} from '../../fixtures/tar-builder.ts';
import { raw, zstdFrame } from '../../fixtures/zstd-builder.ts';
import { allOf, hashOf, lines, plainIndex, problemLines, streamedLayer } from './read-layer.ts';

const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
const names = (...given: readonly string[]): Uint8Array =>
  tar(...given.map((name) => entry({ name })));

describe('a path', () => {
  it('is cleaned as engines do, and stays below the root', () => {
    const index = plainIndex(
      names('/a', './b', 'c//d', 'e/./f', 'g/../h', '../i', 'j/../../k', './', '/', '..'),
    );
    expect(lines(index)).toEqual([
      'file a',
      'file b',
      'file c/d',
      'file e/f',
      'file h',
      'file i',
      'file k',
      'directory ',
      'directory ',
      'file ',
    ]);
    expect(problemLines(index)).toEqual(['path-escapes i', 'path-escapes k', 'path-escapes ']);
    expect(index.problems[0]).toEqual({
      code: 'path-escapes',
      severity: 'warning',
      where: { path: 'i' },
      values: { name: '../i' },
    });
  });

  it('keeps backslashes, colons, case and names of object members', () => {
    const given = ['a\\b', 'C:/x', 'A', 'a', '__proto__', 'constructor/x', '...'];
    expect(lines(plainIndex(names(...given)))).toEqual(given.map((name) => `file ${name}`));
  });

  it('that is not UTF-8 keeps its bytes', () => {
    const name = Uint8Array.of(0x62, 0x2f, 0xff, 0xfe);
    const index = plainIndex(tar(entry({ name })));
    expect(index.paths).toEqual(name);
    expect(problemLines(index)).toEqual(['path-not-utf8 b/\ufffd\ufffd']);
  });

  it('of two Unicode forms is two paths', () => {
    const index = plainIndex(names('caf\u00e9', 'cafe\u0301'));
    expect(new Set(lines(index)).size).toBe(2);
    expect(index.problems).toEqual([]);
  });

  it('of too many parts is left out', () => {
    const deep = 'a/'.repeat(limits.pathParts + 1);
    const bytes = tar(pax([['path', deep]]), entry(), entry({ name: 'b' }));
    const index = plainIndex(bytes);
    expect(lines(index)).toEqual(['file b']);
    expect(index.problems.map(({ code }) => code)).toEqual(['limit-reached']);
  });
});

describe('a marker', () => {
  it('is a whiteout, or opaque, by its name alone', () => {
    const index = plainIndex(
      tar(
        entry({ name: 'a/.wh.x' }),
        entry({ name: '.wh.y' }, 'with content'),
        entry({ name: 'a/.wh.d/', type: '5' }),
        entry({ name: 'a/.wh.l', type: '2', link: 'somewhere' }),
        entry({ name: 'a/.wh..hidden' }),
        entry({ name: 'a/.wh..wh..opq' }),
        entry({ name: '.wh..wh..opq' }),
        entry({ name: '/./a//.wh.z' }),
      ),
    );
    expect(lines(index)).toEqual([
      'whiteout a/x',
      'whiteout y',
      'whiteout a/d',
      'whiteout a/l',
      'whiteout a/.hidden',
      'opaque a',
      'opaque ',
      'whiteout a/z',
    ]);
    expect([...index.size]).toEqual(Array.from({ length: 8 }, () => 0));
    expect(index.problems).toEqual([]);
  });

  it('that names nothing is hidden, with a problem', () => {
    const index = plainIndex(names('.wh.', 'a/.wh..', 'a/.wh...', 'a/.wh....'));
    expect(lines(index)).toEqual([
      'hidden .wh.',
      'hidden a/.wh..',
      'hidden a/.wh...',
      'whiteout a/...',
    ]);
    expect(problemLines(index)).toEqual([
      'whiteout-invalid .wh.',
      'whiteout-invalid a/.wh..',
      'whiteout-invalid a/.wh...',
    ]);
  });

  it('as a folder of a path is part of an ordinary path, with a problem', () => {
    const index = plainIndex(names('a/.wh.p/x', '.wh.q/.wh.z'));
    expect(lines(index)).toEqual(['file a/.wh.p/x', 'whiteout .wh.q/z']);
    expect(problemLines(index)).toEqual([
      'path-under-whiteout a/.wh.p/x',
      'path-under-whiteout .wh.q/.wh.z',
    ]);
  });

  it('of AUFS is hidden at the root, and a whiteout elsewhere', () => {
    const index = plainIndex(
      tar(
        entry({ name: '.wh..wh.aufs' }),
        entry({ name: '.wh..wh.plnk/', type: '5' }),
        entry({ name: '.wh..wh.plnk/1.2' }, 'linked'),
        entry({ name: 'bin', type: '1', link: '.wh..wh.plnk/1.2' }),
        entry({ name: 'a/.wh..wh.aufs' }),
      ),
    );
    expect(lines(index)).toEqual([
      'hidden .wh..wh.aufs',
      'hidden .wh..wh.plnk',
      'hidden .wh..wh.plnk/1.2',
      'hardLink bin > .wh..wh.plnk/1.2',
      'whiteout a/.wh.aufs',
    ]);
    expect(index.size[2]).toBe(6);
  });

  it('is not any other name', () => {
    const given = ['.wh', '.whx', 'a.wh.b', '.WH.x', 'x/.w/h'];
    expect(lines(plainIndex(names(...given)))).toEqual(given.map((name) => `file ${name}`));
  });
});

describe('entries', () => {
  it('of every type', () => {
    const index = plainIndex(
      tar(
        entry({ name: 'f' }, 'abc'),
        entry({ name: 'd/', type: '5' }),
        entry({ name: 's', type: '2', link: '../../a/./b//c' }),
        entry({ name: 'c', type: '3', deviceMajor: 1, deviceMinor: 3 }),
        entry({ name: 'w', type: '3' }),
        entry({ name: 'b', type: '4', deviceMajor: 8 }),
        entry({ name: 'p', type: '6' }),
        entry({ name: 'h', type: '1', link: '/./f' }),
        entry({ name: 'e', type: '1', link: '../../f' }),
        entry({ name: '7', type: '7' }, 'x'),
      ),
    );
    expect(lines(index)).toEqual([
      'file f',
      'directory d',
      'symlink s > ../../a/./b//c',
      'character c',
      'character w',
      'block b',
      'fifo p',
      'hardLink h > f',
      'hardLink e > f',
      'file 7',
    ]);
    expect(problemLines(index)).toEqual(['device-zero w', 'path-escapes e', 'tar-contiguous 7']);
    expect(index.extras.get(3)).toEqual({ device: { major: 1, minor: 3 } });
    expect([...index.size]).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...index.body].slice(0, 2)).toEqual([1, 3]);
  });

  it('share their owners', () => {
    const owner = { uid: 1, gid: 2, userName: 'u', groupName: 'g' };
    const index = plainIndex(
      tar(
        entry({ name: 'a' }),
        entry({ name: 'b', ...owner }),
        entry({ name: 'c', ...owner, userName: 'v' }),
        entry({ name: 'd' }),
        entry({ name: 'e', ...owner }),
      ),
    );
    expect([...index.owner]).toEqual([0, 1, 2, 0, 1]);
    expect(index.owners).toEqual([
      { uid: 0, gid: 0, userName: '', groupName: '' },
      owner,
      { ...owner, userName: 'v' },
    ]);
  });

  it('of eStargz are hidden at the root when asked', () => {
    const bytes = names('stargz.index.json', '.no.prefetch.landmark', 'a/stargz.index.json');
    expect(lines(plainIndex(bytes))[0]).toBe('file stargz.index.json');
    expect(lines(plainIndex(bytes, true))).toEqual([
      'hidden stargz.index.json',
      'hidden .no.prefetch.landmark',
      'file a/stargz.index.json',
    ]);
  });

  it('take at most 64 bytes each besides their names', () => {
    const count = 2000;
    const index = plainIndex(
      tar(...Array.from({ length: count }, (_, at) => header({ name: `${at}` }))),
    );
    const columns = [index.kind, index.mode, index.owner, index.size, index.modified, index.body];
    const starts = [index.pathStart, index.linkStart];
    const bytes = [...columns, ...starts].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    expect(index.count).toBe(count);
    expect(bytes / count).toBeLessThanOrEqual(64);
    expect(index.paths.buffer.byteLength).toBe(index.paths.length);
  });
});

describe('the end of a layer', () => {
  it('cut off is told with the path whose body is cut', () => {
    const bytes = concat(entry({ name: 'a' }), header({ name: 'big', size: 9999 }), noise(10));
    expect(problemLines(plainIndex(bytes))).toEqual(['layer-truncated big']);
  });

  it('with something after the marker is told', () => {
    const bytes = concat(names('a'), noise(700));
    const index = plainIndex(bytes);
    expect(problemLines(index)).toEqual(['layer-trailing-data']);
    expect(index.unpackedBytes).toBe(bytes.length);
  });

  it('of an empty layer is nothing to tell', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(1024)]) {
      expect(plainIndex(bytes)).toMatchObject({ count: 0, problems: [] });
      const { index, proof } = await streamedLayer(gzipSync(bytes), 'gzip');
      expect(index).toMatchObject({ count: 0, problems: [], unpackedBytes: bytes.length });
      expect(proof.diffId).toBe(`sha256:${sha256(bytes)}`);
    }
  });
});

const patches = [
  [386, sparseMap([[100, 5]])],
  [483, octal(1000, 12)],
] as const;
const everything = tar(
  entry({ name: 'small' }, 'abc'),
  entry({ name: 'empty' }),
  entry({ name: 'large' }, noise(2_500_000)),
  entry({ name: 'sparse', type: 'S', form: 'gnu', patches }, 'holes'),
  pax([['SCHILY.xattr.user.a', 'b']]),
  entry({ name: 'link', type: '1', link: 'small' }),
  entry({ name: '.wh.gone' }, 'ignored'),
  entry({ name: 'folder/', type: '5' }),
);

describe('a layer read whole', () => {
  const forms: readonly (readonly [Compression, Uint8Array])[] = [
    ['none', everything],
    ['gzip', gzipSync(everything)],
    ['zstd', zstdFrame(...slices(everything, 100_000).map(raw))],
  ];

  it.each(forms)('from %s gives index, hashes and digests', async (compression, stored) => {
    const { index, proof } = await streamedLayer(stored, compression);
    expect(allOf(index)).toEqual(allOf(plainIndex(everything)));
    expect(proof).toEqual({
      compression,
      storedDigest: `sha256:${sha256(stored)}`,
      diffId: `sha256:${sha256(everything)}`,
      unpackedBytes: everything.length,
    });
    const sparse = new Uint8Array(1000);
    sparse.set(new TextEncoder().encode('holes'), 100);
    const hashes = Array.from({ length: index.count }, (_, at) => hashOf(index, at));
    expect(hashes).toEqual([
      sha256('abc'),
      sha256(''),
      sha256(noise(2_500_000)),
      sha256(sparse),
      '',
      '',
      '',
    ]);
  });

  it('that is damaged keeps what was read and has no diffID', async () => {
    const stored = gzipSync(everything, { level: 1 });
    const { index, proof } = await streamedLayer(stored.subarray(0, 200_000), 'gzip');
    expect(lines(index)).toEqual(['file small', 'file empty', 'file large']);
    expect(hashOf(index, 0)).toBe(sha256('abc'));
    expect(hashOf(index, 2)).toBe('');
    expect(problemLines(index)).toEqual(['layer-truncated']);
    expect(proof).toMatchObject({
      diffId: null,
      storedDigest: `sha256:${sha256(stored.subarray(0, 200_000))}`,
    });
  });

  it('with a wrong checksum keeps everything and has no diffID', async () => {
    const stored = gzipSync(everything);
    stored[stored.length - 8] = (stored.at(-8) ?? 0) ^ 1;
    const { index, proof } = await streamedLayer(stored, 'gzip');
    expect(index.count).toBe(7);
    expect(problemLines(index)).toEqual(['layer-damaged']);
    expect(proof.diffId).toBeNull();
  });

  it('with bytes after its stream tells', async () => {
    const { index, proof } = await streamedLayer(concat(gzipSync(everything), noise(9)), 'gzip');
    expect(problemLines(index)).toEqual(['layer-trailing-data']);
    expect(proof.diffId).toBe(`sha256:${sha256(everything)}`);
  });

  it('does not hash holes that a header only claims', async () => {
    const huge = tar(
      pax([
        ['GNU.sparse.size', String(2 ** 50)],
        ['GNU.sparse.map', '0,3'],
      ]),
      entry({ name: 'huge' }, 'abc'),
      entry({ name: 'next' }, 'x'),
    );
    const { index } = await streamedLayer(huge, 'none');
    expect(index.size[0]).toBe(2 ** 50);
    expect(hashOf(index, 0)).toBe('');
    expect(hashOf(index, 1)).toBe(sha256('x'));
  });

  it('equals the one read by headers, whatever the bytes are', async () => {
    const bytes = tar(
      entry({ name: 'a/.wh.b' }),
      pax([['path', '../x']]),
      entry({ name: 'c' }, 'content'),
      entry({ name: 'd', type: '1', link: 'c' }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }),
        async (changes) => {
          const changed = bytes.slice();
          for (const [at, value] of changes) changed[at] = value;
          const { index } = await streamedLayer(changed, 'none');
          expect(allOf(index)).toEqual(allOf(plainIndex(changed)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the footer of eStargz', () => {
  it('is known in both forms', () => {
    const field = `${'0'.repeat(16)}STARGZ`;
    const newForm = gzipMember(concat(Uint8Array.of(26, 0, 0x53, 0x47, 22, 0), text(field)));
    const oldForm = gzipMember(concat(Uint8Array.of(22, 0), text(field)));
    expect([newForm.length, oldForm.length]).toEqual([51, 47]);
    for (const footer of [newForm, oldForm]) {
      expect(hasStargzFooter(openBytes(concat(gzipSync('x'), footer)))).toBe(true);
    }
    expect(hasStargzFooter(openBytes(gzipSync(text(field))))).toBe(false);
    expect(hasStargzFooter(openBytes(noise(10)))).toBe(false);
  });
});

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** An empty gzip member with an extra field, as stargz writes it: a stored block, then checksum and size. */
function gzipMember(extra: Uint8Array): Uint8Array {
  const head = Uint8Array.of(0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff);
  return concat(head, extra, Uint8Array.of(1, 0, 0, 0xff, 0xff), new Uint8Array(8));
}

function slices(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / length);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
}
