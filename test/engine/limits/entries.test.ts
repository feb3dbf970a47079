import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import type { RandomAccess } from '../../../electron/engine/bytes/random-access.ts';
import { directory, file, hardLink, symlink, unionTree } from '../../fixtures/layer-index.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import * as made from '../../fixtures/tar-builder.ts';
import { failureOf, layersUnder, limitsIn, under } from './under.ts';

const { base256, concat, endMarker, entry, gnuLong, header, noise, pax, sparseMap, tar } = made;
const mebibyte = 1024 * 1024;

test('nameBytes: names of a megabyte are read, longer ones are not', async () => {
  const { plainIndex } = await layersUnder({});
  const name = 'n'.repeat(limits.nameBytes - 1);
  const whole = plainIndex(tar(gnuLong('L', name), entry({ name: 'short' }), entry({ name: 'b' })));
  expect([whole.count, whole.pathStart[1], limitsIn(whole.problems)]).toEqual([2, name.length, []]);
  const longer = tar(gnuLong('L', `${name}nn`), entry({ name: 'short' }), entry({ name: 'b' }));
  const cut = plainIndex(longer);
  expect([cut.count, cut.pathStart[1]]).toEqual([2, 'short'.length]);
  expect(limitsIn(cut.problems)).toEqual(['nameBytes 1048576 warning']);
  const raised = await layersUnder({ nameBytes: 2 * mebibyte });
  expect(raised.plainIndex(longer).pathStart[1]).toBe(name.length + 2);
});

test('pathParts: an entry 100,000 folders deep is left out', async () => {
  const { plainIndex, lines } = await layersUnder({});
  const bytes = tar(
    pax([['path', `${'a/'.repeat(99_999)}a`]]),
    entry(),
    pax([['path', `${'b/'.repeat(limits.pathParts - 1)}b`]]),
    entry(),
  );
  const index = plainIndex(bytes);
  expect(index.count).toBe(1);
  expect(index.problems).toEqual([
    {
      code: 'limit-reached',
      severity: 'warning',
      where: {},
      values: { field: 'pathParts', limit: 4096, found: 100_000 },
    },
  ]);
  const raised = await layersUnder({ pathParts: 100_000 });
  expect(lines(raised.plainIndex(bytes))[0]).toHaveLength('file '.length + 199_999);
});

test('extendedHeaderBytes: records of more are passed over', async () => {
  const { plainIndex, lines } = await layersUnder({});
  const large = pax([
    ['comment', 'c'.repeat(limits.extendedHeaderBytes)],
    ['path', 'renamed'],
  ]);
  const index = plainIndex(tar(large, entry({ name: 'a' }), entry({ name: 'b' })));
  expect(lines(index)).toEqual(['file a', 'file b']);
  expect(limitsIn(index.problems)).toEqual(['extendedHeaderBytes 8388608 warning']);
});

test('xattrs: attributes beyond it are left out, the entry stays', async () => {
  const { plainIndex, lines } = await layersUnder({});
  const records = Array.from(
    { length: limits.xattrs + 1 },
    (_, at) => [`SCHILY.xattr.user.a${at}`, 'v'] as const,
  );
  const index = plainIndex(tar(pax(records), entry({ name: 'a' })));
  expect(lines(index)).toEqual(['file a']);
  expect(index.extras.get(0)?.xattrs).toHaveLength(limits.xattrs);
  expect(index.problems.map(({ code }) => code)).toEqual(['limit-reached']);
  expect(limitsIn(index.problems)).toEqual(['xattrs 4096 warning']);
});

describe('sparse files', () => {
  const parts = [
    [0, 512],
    [1024, 512],
    [2048, 512],
  ] as const;
  const size = 4096;
  const forms: readonly (readonly [string, Uint8Array])[] = [
    [
      'old GNU',
      entry(
        {
          name: 'f',
          type: 'S',
          form: 'gnu',
          patches: [
            [386, sparseMap(parts)],
            [483, base256(BigInt(size), 12)],
          ],
        },
        noise(3 * 512),
      ),
    ],
    [
      'pax 0.1',
      concat(
        pax([
          ['GNU.sparse.map', parts.flat().join(',')],
          ['GNU.sparse.size', String(size)],
        ]),
        entry({ name: 'f' }, noise(3 * 512)),
      ),
    ],
    [
      'pax 1.0',
      concat(
        pax([
          ['GNU.sparse.major', '1'],
          ['GNU.sparse.minor', '0'],
          ['GNU.sparse.realsize', String(size)],
        ]),
        entry(
          { name: 'f' },
          concat(made.pad(Buffer.from(`3\n${parts.flat().join('\n')}\n`)), noise(3 * 512)),
        ),
      ),
    ],
  ];
  for (const [form, bytes] of forms) {
    test(`sparseParts: a map of ${form} with more leaves a plain file`, async () => {
      const whole = (await layersUnder({ sparseParts: 3 })).plainIndex(tar(bytes));
      expect([whole.size[0], whole.problems]).toEqual([size, []]);
      const cut = (await layersUnder({ sparseParts: 2 })).plainIndex(tar(bytes));
      expect([cut.count, cut.extras.get(0)?.sparse]).toEqual([1, undefined]);
      expect(cut.problems.map(({ code }) => code)).toEqual(['limit-reached']);
      expect(limitsIn(cut.problems)).toEqual(['sparseParts 2 warning']);
    });
  }

  test('layerSparseParts: maps beyond it are left out', async () => {
    const { plainIndex } = await layersUnder({ layerSparseParts: 5 });
    const index = plainIndex(tar(forms[0]![1], forms[0]![1]));
    expect([index.count, index.extras.get(0)?.sparse?.parts.length]).toEqual([2, 3]);
    expect(index.extras.get(1)?.sparse).toBeUndefined();
    expect(limitsIn(index.problems)).toEqual(['layerSparseParts 5 warning']);
  });

  test('layerHoleBytes: a file of larger holes gets no hash', async () => {
    const holes = entry(
      {
        name: 'holes',
        type: 'S',
        form: 'gnu',
        patches: [
          [386, sparseMap([[0, 512]])],
          [483, base256(BigInt(limits.layerHoleBytes) + 513n, 12)],
        ],
      },
      noise(512),
    );
    const { streamedLayer, hashOf } = await layersUnder({});
    const { index } = await streamedLayer(tar(holes, entry({ name: 'b' }, 'b')), 'none');
    expect([hashOf(index, 0), hashOf(index, 1).length]).toEqual(['', 64]);
    expect(index.problems).toMatchObject([{ code: 'limit-reached', where: { path: 'holes' } }]);
    expect(limitsIn(index.problems)).toEqual(['layerHoleBytes 1073741824 warning']);
  });
});

const five = tar(...[1, 2, 3, 4, 5].map((at) => entry({ name: `file-${at}`, uid: at }, 'x')));

test('layerEntries: a layer of more is read up to it', async () => {
  for (const way of ['plain', 'streamed'] as const) {
    const { plainIndex, streamedLayer } = await layersUnder({ layerEntries: 4 });
    const index = way === 'plain' ? plainIndex(five) : (await streamedLayer(five, 'none')).index;
    expect([index.count, limitsIn(index.problems)]).toEqual([4, ['layerEntries 4 error']]);
  }
  expect((await layersUnder({ layerEntries: 5 })).plainIndex(five).problems).toEqual([]);
});

test('layerNameBytes: a layer of longer names together is read up to it', async () => {
  const { plainIndex } = await layersUnder({ layerNameBytes: 10_000 });
  const names = Array.from({ length: 4 }, (_, at) =>
    concat(pax([['path', `${at}${'n'.repeat(2999)}`]]), entry()),
  );
  const index = plainIndex(tar(...names));
  expect([index.count, limitsIn(index.problems)]).toEqual([3, ['layerNameBytes 10000 error']]);
});

test('layerXattrBytes: attributes beyond it are left out', async () => {
  const { plainIndex } = await layersUnder({ layerXattrBytes: 2500 });
  const one = concat(pax([['SCHILY.xattr.user.a', 'v'.repeat(1000)]]), entry({ name: 'f' }));
  const index = plainIndex(tar(one, one, one));
  expect([index.count, index.extras.get(1)?.xattrs?.length]).toEqual([3, 1]);
  expect(index.extras.get(2)?.xattrs).toBeUndefined();
  expect(limitsIn(index.problems)).toEqual(['layerXattrBytes 2500 warning']);
});

test('layerOwners: a layer of more is read up to it', async () => {
  const { plainIndex } = await layersUnder({ layerOwners: 3 });
  const index = plainIndex(five);
  expect([index.count, limitsIn(index.problems)]).toEqual([3, ['layerOwners 3 error']]);
});

test('layerBodyOffset: a layer is read up to two tebibytes', async () => {
  const { indexPlainLayer } = await under(
    {},
    () => import('../../../electron/engine/layer/index-layer.ts'),
  );
  // Two headers; all the bytes between and after them are zeros that are never stored.
  const body = limits.layerBodyOffset;
  const first = header({ name: 'large', patches: [[124, base256(BigInt(body), 12)]] });
  const second = concat(entry({ name: 'after' }, 'x'), endMarker());
  const pieces: readonly (readonly [number, Uint8Array])[] = [
    [0, first],
    [512 + body, second],
  ];
  const index = indexPlainLayer(sparseSource(512 + body + second.length, pieces), {
    stargz: false,
  });
  expect([index.count, limitsIn(index.problems)]).toEqual([1, [`layerBodyOffset ${body} error`]]);
});

/** A source of zeros but for some pieces. */
function sparseSource(
  size: number,
  pieces: readonly (readonly [number, Uint8Array])[],
): RandomAccess {
  return {
    size,
    read: (target, position) => {
      const length = Math.min(target.length, size - position);
      target.fill(0, 0, length);
      for (const [at, bytes] of pieces) {
        const from = Math.max(0, position - at);
        const to = Math.min(bytes.length, position + length - at);
        if (from < to) target.set(bytes.subarray(from, to), at + from - position);
      }
      return length;
    },
    confirm: () => undefined,
    close: () => undefined,
  };
}

test('problemsPerCode: further ones are counted', async () => {
  const { plainIndex } = await layersUnder({});
  const names = Array.from({ length: 250 }, (_, at) => entry({ name: `../up-${at}` }));
  const { problems } = plainIndex(tar(...names));
  expect(problems).toHaveLength(100);
  expect(problems.at(-1)?.values).toEqual({ name: '../up-99', more: 150 });
  const raised = await layersUnder({ problemsPerCode: 250 });
  expect(raised.plainIndex(tar(...names)).problems).toHaveLength(250);
});

test('trailingBytes: so much after the end is looked at', async () => {
  for (const [zeros, codes] of [
    [limits.trailingBytes - 1, ['layer-trailing-data']],
    [limits.trailingBytes, []],
  ] as const) {
    const bytes = concat(five, new Uint8Array(zeros), Uint8Array.of(1));
    const { plainIndex, streamedLayer } = await layersUnder({});
    const found = [plainIndex(bytes), (await streamedLayer(bytes, 'none')).index];
    for (const { problems } of found) expect(problems.map(({ code }) => code)).toEqual(codes);
  }
});

describe('links of a layer', () => {
  const long = (links: number) => [
    file('target', 'x'),
    ...Array.from({ length: links }, (_, at) =>
      hardLink(`h${at}`, at === 0 ? 'target' : `h${at - 1}`),
    ),
  ];

  test('linkDepth: hard links to hard links are followed up to it', () => {
    expect(unionTree(long(limits.linkDepth)).problems).toEqual([]);
    const { problems } = unionTree(long(limits.linkDepth + 1));
    expect(problems).toMatchObject([{ where: { layer: 0, path: 'h40' } }]);
    expect(limitsIn(problems)).toEqual(['linkDepth 40 warning']);
  });

  test('linkDepth: hard links in a circle are broken', () => {
    const { problems } = unionTree([hardLink('a', 'b'), hardLink('b', 'a')]);
    expect(problems.map(({ code }) => code)).toEqual(['hard-link-broken', 'hard-link-broken']);
  });

  test('linkDepth: symbolic links are followed up to it, on the way and as a path', async () => {
    const chain = (links: number) => [
      directory('d'),
      ...Array.from({ length: links }, (_, at) => symlink(`s${at}`, at === 0 ? 'd' : `s${at - 1}`)),
      file(`s${links - 1}/f`, 'x'),
    ];
    const codes = (links: number) => unionTree(chain(links)).problems.map(({ code }) => code);
    expect(codes(limits.linkDepth)).not.toContain('symlink-loop');
    const { problems } = unionTree(chain(limits.linkDepth + 1));
    const loop = problems.find(({ code }) => code === 'symlink-loop');
    expect(loop?.values).toEqual({ field: 'linkDepth', limit: 40 });
    const { resolvePath } = await under(
      {},
      () => import('../../../electron/engine/tree/resolve-path.ts'),
    );
    const tree = unionTree(chain(limits.linkDepth + 1).slice(0, -1));
    expect(resolvePath(tree, 0, '/s39').found).toBe(true);
    expect(resolvePath(tree, 0, '/s40')).toEqual({ found: false, reason: 'link-loop' });
  });
});

test('layerEntries: a folder of more does not become a layer', async () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b', 'c']) writeFileSync(path.join(folder, name), name);
  const { listFolder } = await under(
    { layerEntries: 2 },
    () => import('../../../electron/engine/edit/folder-listing.ts'),
  );
  const options = { time: 0, isCancelled: () => false };
  expect(await failureOf(() => listFolder(folder, options))).toBe('limit-reached layerEntries 2');
});
