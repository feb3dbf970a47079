import { expect, test } from 'vitest';
import { BytePages, pageBytes } from '../../../renderer/features/compare/content-byte-pages.ts';

const length = 3 * pageBytes + 10;

/** Pages of a file whose bytes are their offsets, and the offsets that were read. */
function pagesOf(): { readonly pages: BytePages; readonly reads: number[] } {
  const reads: number[] = [];
  const pages = new BytePages(length, (offset, count) => {
    reads.push(offset);
    return Promise.resolve(
      Uint8Array.from({ length: Math.min(count, length - offset) }, (_, at) => (offset + at) % 251),
    );
  });
  return { pages, reads };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

test('only what is in sight is read, and no part twice', async () => {
  const { pages, reads } = pagesOf();
  expect(pages.bytes(0, 16)).toBeNull();
  pages.show(10, 20);
  pages.show(0, 100);
  await settled();
  pages.show(0, pageBytes);
  await settled();
  expect(reads).toEqual([0]);
  expect(pages.bytes(5, 8)).toEqual(Uint8Array.of(5, 6, 7));
});

test('bytes over the border of two parts, and at the end of the file', async () => {
  const { pages, reads } = pagesOf();
  pages.show(pageBytes - 2, pageBytes + 2);
  await settled();
  expect(reads).toEqual([0, pageBytes]);
  const expected = [-2, -1, 0, 1].map((offset) => (pageBytes + offset) % 251);
  expect(pages.bytes(pageBytes - 2, pageBytes + 2)).toEqual(Uint8Array.from(expected));
  pages.show(length - 4, length + 100);
  await settled();
  expect(pages.bytes(length - 4, length + 12)?.length).toBe(4);
  expect(pages.bytes(length, length + 12)).toEqual(new Uint8Array(0));
});

test('listeners hear of what arrived, and why something did not', async () => {
  const failure = new Error('gone');
  let heard = 0;
  const pages = new BytePages(10, () => Promise.reject(failure));
  pages.subscribe(() => {
    heard++;
  });
  pages.show(0, 10);
  await settled();
  expect(heard).toBe(1);
  expect(pages.state().error).toBe(failure);
});

test('what arrives after the end is not taken', async () => {
  const { pages } = pagesOf();
  pages.show(0, 10);
  pages.close();
  await settled();
  expect(pages.bytes(0, 10)).toBeNull();
});
