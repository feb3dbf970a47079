import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarizePaths } from '../../shared/report/path-summary.ts';
import type { PathSummary, SummaryLimits } from '../../shared/report/path-summary.ts';
import type { ChangedPath } from '../../shared/model/changed-path.ts';
import { changedPath } from './values.ts';

const folders = fc.constantFrom('', 'a/', 'a/b/', 'a/b/c/', 'usr/lib/x/', 'usr/');
const growths = fc.array(fc.tuple(folders, fc.integer({ min: -50, max: 50 })), { maxLength: 60 });

function summary(paths: Iterable<ChangedPath>, limits: SummaryLimits): PathSummary {
  const steps = summarizePaths(paths, limits);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    expect(value).toBe('');
  }
}

test('keeps what a sort of everything would', () => {
  fc.assert(
    fc.property(growths, fc.integer({ min: 0, max: 8 }), (list, most) => {
      const paths = list.map(([folder, growth], at) => changedPath(`${folder}${at}`, { growth }));
      const kept = summary(paths, { paths: most, largest: most, folders: most });
      const byGrowth = paths.toSorted((one, other) => other.growth - one.growth);
      expect(kept.grown).toEqual(byGrowth.filter(({ growth }) => growth > 0).slice(0, most));
      const byLoss = paths.toSorted((one, other) => one.growth - other.growth);
      expect(kept.shrunk).toEqual(byLoss.filter(({ growth }) => growth < 0).slice(0, most));
      expect(kept.kinds.added).toEqual({ shown: paths.slice(0, most), total: paths.length });
      expect(kept.folders.length).toBeLessThanOrEqual(most);
    }),
  );
});

test('sums folders, two levels deep, so that nothing is lost', () => {
  fc.assert(
    fc.property(growths, (list) => {
      const paths = list.map(([folder, growth], at) => changedPath(`${folder}${at}`, { growth }));
      const { folders: found } = summary(paths, { paths: 0, largest: 0, folders: 100 });
      const sum = found.reduce((all, { grown, shrunk }) => all + grown - shrunk, 0);
      expect(sum).toBe(paths.reduce((all, { growth }) => all + growth, 0));
      expect(found.every(({ path }) => path.split('/').length <= 2)).toBe(true);
    }),
  );
});

test('names folders as they lie, those first in which most came and went', () => {
  const paths = [
    changedPath('top', { growth: 1 }),
    changedPath('usr/lib/deep/er/a', { growth: 10 }),
    changedPath('usr/lib/b', { growth: -20 }),
    changedPath('usr/c', { growth: 5 }),
  ];
  expect(summary(paths, { paths: 0, largest: 0, folders: 9 }).folders).toEqual([
    { path: 'usr/lib', grown: 10, shrunk: 20 },
    { path: 'usr', grown: 5, shrunk: 0 },
    { path: '', grown: 1, shrunk: 0 },
  ]);
});

test('of very many folders the rest counts for the root', () => {
  const many = Array.from({ length: 30_000 }, (_, at) => changedPath(`d${at}/f`, { growth: 1 }));
  const { folders: found } = summary(many, { paths: 0, largest: 0, folders: 1 });
  expect(found).toEqual([{ path: '', grown: 20_000, shrunk: 0 }]);
});
