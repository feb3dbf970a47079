import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { engineContract, maxPreviewBytes, maxWindowRows } from '../../shared/contract/engine.ts';
import { hostContract, maxDrawingBytes } from '../../shared/contract/host.ts';
import type { ArgumentsSchema } from '../../shared/contract/method.ts';
import { maxListedRows } from '../../shared/contract/review.ts';
import { maxSearchHits } from '../../shared/contract/search.ts';
import { emptyQuery } from '../../shared/model/search.ts';
import { showAll } from '../../shared/model/view.ts';
import { openPath, run } from './running-engine.ts';

const grant = '00000000-0000-0000-0000-000000000000';
const picked = { grant, image: 'i' };
const files = {
  what: 'files',
  ...picked,
  layer: 0,
  alone: false,
  nodes: [0],
  format: 'tar',
  special: false,
};
const { methods } = engineContract;
const host = hostContract.methods;

/** What is asked with a number of things; one more than the limit is not understood. */
const asked: readonly (readonly [string, ArgumentsSchema, number, (count: number) => object])[] = [
  [
    'maxWindowRows',
    methods['view.rows'].arguments,
    maxWindowRows,
    (count) => ({ view: 1, start: 0, count }),
  ],
  [
    'maxPreviewBytes of a preview',
    methods['entry.preview'].arguments,
    maxPreviewBytes,
    (limit) => ({ ...picked, layer: 0, node: 1, limit }),
  ],
  [
    'maxPreviewBytes of a part',
    methods['entry.read'].arguments,
    maxPreviewBytes,
    (length) => ({ ...picked, layer: 0, node: 1, offset: 0, length }),
  ],
  [
    'maxListedRows',
    methods['waste.files'].arguments,
    maxListedRows,
    (count) => ({ ...picked, group: null, start: 0, count }),
  ],
  [
    'maxSearchHits',
    methods['search.find'].arguments,
    maxSearchHits,
    (count) => ({ query: emptyQuery, order: 'path', start: 0, count }),
  ],
  [
    'maxDrawingBytes',
    host['drawing.save'].arguments,
    maxDrawingBytes,
    (bytes) => ({ name: 'a.png', bytes: new Uint8Array(bytes) }),
  ],
  [
    'characters of the clipboard',
    host['clipboard.write'].arguments,
    16 * 1024 * 1024,
    (length) => ({ text: 'x'.repeat(length) }),
  ],
  [
    'characters of a filter',
    methods['view.configure'].arguments,
    4096,
    (length) => ({
      view: 1,
      range: { from: 0, to: 1 },
      options: { ...showAll, text: 'x'.repeat(length) },
    }),
  ],
  [
    'characters of a search',
    methods['search.find'].arguments,
    4096,
    (length) => ({
      query: { ...emptyQuery, text: 'x'.repeat(length) },
      order: 'path',
      start: 0,
      count: 1,
    }),
  ],
  [
    'characters of a path',
    methods['entry.find'].arguments,
    65_536,
    (length) => ({ ...picked, path: 'x'.repeat(length) }),
  ],
  [
    'characters of a key',
    methods['image.read'].arguments,
    1024,
    (length) => ({ grant, image: 'x'.repeat(length) }),
  ],
  [
    'files of an export',
    methods['export.plan'].arguments,
    100_000,
    (length) => ({ request: { ...files, nodes: Array.from({ length }, () => 1) } }),
  ],
];

describe('a page that asks for too much is not understood', () => {
  test.each(asked)('%s', (_, schema, limit, argumentsFor) => {
    expect(v.safeParse(schema, argumentsFor(limit)).issues).toBeUndefined();
    expect(v.safeParse(schema, argumentsFor(limit + 1)).success).toBe(false);
  });

  test('and is told so', async () => {
    const running = run();
    await expect(
      running.window.call('view.rows', { view: 1, start: 0, count: maxWindowRows + 1 }),
    ).rejects.toThrow('arguments-invalid');
    expect((await openPath(running, running.folder)).status).toBe('failed');
  });
});
