import { expect, test } from 'vitest';
import { FilePages } from '../../../renderer/features/waste/file-pages.ts';
import type { HiddenFile } from '../../../shared/model/waste.ts';

function hiddenFile(group: number, place: number): HiddenFile {
  return {
    node: place,
    path: `${group}/${place}`,
    bytes: 1,
    cause: 'overwritten',
    storedIn: 0,
    hiddenIn: 1,
    reasons: [],
  };
}

function pagesOf(files: number) {
  const asked: string[] = [];
  const pages = new FilePages(async (group, start, count) => {
    asked.push(`${group}:${start}+${count}`);
    const end = Math.min(files, start + count);
    const rows = Array.from({ length: end - start }, (_, offset) =>
      hiddenFile(group, start + offset),
    );
    return { total: files, rows };
  });
  return { asked, pages };
}

async function arrived(pages: FilePages): Promise<void> {
  await new Promise<void>((resolve) => {
    const leave = pages.subscribe(() => {
      leave();
      resolve();
    });
  });
}

test('files are fetched once, a page at a time, and told of', async () => {
  const { asked, pages } = pagesOf(450);
  expect([pages.file(3, 0), pages.file(3, 7), pages.file(3, 199)]).toEqual([null, null, null]);
  await arrived(pages);
  expect(pages.file(3, 7)?.path).toBe('3/7');
  expect(pages.version()).toBe(1);
  expect(pages.file(3, 200)).toBeNull();
  await arrived(pages);
  expect(pages.file(3, 399)?.path).toBe('3/399');
  expect(asked).toEqual(['3:0+200', '3:200+200']);
});

test('one file is waited for; beyond the end there is none', async () => {
  const { pages } = pagesOf(450);
  expect((await pages.load(1, 449))?.path).toBe('1/449');
  expect(await pages.load(1, 450)).toBeNull();
});

test('a failure is kept and the page not asked for again and again', async () => {
  let asked = 0;
  const pages = new FilePages(async () => {
    asked += 1;
    throw new Error('gone');
  });
  expect(pages.file(0, 0)).toBeNull();
  await arrived(pages);
  expect([pages.file(0, 0), pages.file(0, 5), asked]).toEqual([null, null, 1]);
  expect(pages.failure).toEqual(new Error('gone'));
  await expect(pages.load(0, 0)).rejects.toThrow('gone');
});

test('what was shown long ago is let go', async () => {
  const { asked, pages } = pagesOf(200 * 60);
  for (let page = 0; page < 60; page++) await pages.load(0, page * 200);
  await pages.load(0, 59 * 200);
  expect(asked).toHaveLength(60);
  await pages.load(0, 0);
  expect(asked).toHaveLength(61);
});
