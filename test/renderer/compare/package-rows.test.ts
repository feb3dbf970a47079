import { expect, test } from 'vitest';
import type { InstalledPackage, PackageChange } from '../../../shared/model/package.ts';
import {
  managersOf,
  packageChanges,
  packageGrowth,
  packageRows,
  packageSum,
} from '../../../renderer/features/compare/package-rows.ts';
import type { PackageOptions } from '../../../renderer/features/compare/package-rows.ts';

function installed(name: string, bytes: number | null): InstalledPackage {
  return {
    manager: 'dpkg',
    name,
    version: '1',
    architecture: null,
    bytes,
    path: 'var/lib/dpkg/status',
    layer: 0,
  };
}

const gone: PackageChange = {
  manager: 'dpkg',
  name: 'less',
  change: 'removed',
  a: installed('less', 300),
  b: null,
};
const fresh: PackageChange = {
  manager: 'npm',
  name: 'Jq',
  change: 'added',
  a: null,
  b: installed('Jq', 100),
};
const other: PackageChange = {
  manager: 'dpkg',
  name: 'acme',
  change: 'changed',
  a: installed('acme', null),
  b: installed('acme', 7),
};
const all = [gone, fresh, other];
const options: PackageOptions = {
  text: '',
  changes: packageChanges,
  manager: null,
  sort: 'name',
  descending: false,
};

function names(change: Partial<PackageOptions>): readonly string[] {
  return packageRows(all, { ...options, ...change }).map(({ name }) => name);
}

test('growth is what came less what went, and unknown where a size is', () => {
  expect(all.map(packageGrowth)).toEqual([-300, 100, null]);
  expect(packageSum(all)).toEqual({ count: 3, bytes: -200, unknown: 1 });
});

test('packages are found by any part of the name, by change and by manager', () => {
  expect(names({ text: ' JQ ' })).toEqual(['Jq']);
  expect(names({ changes: ['removed'] })).toEqual(['less']);
  expect(names({ manager: 'npm' })).toEqual(['Jq']);
  expect(managersOf(all)).toEqual(['dpkg', 'npm']);
});

test('they are sorted by name, change and growth, unknown sizes last either way', () => {
  expect(names({})).toEqual(['Jq', 'acme', 'less']);
  expect(names({ descending: true })).toEqual(['less', 'acme', 'Jq']);
  expect(names({ sort: 'change' })).toEqual(['Jq', 'less', 'acme']);
  expect(names({ sort: 'bytes' })).toEqual(['less', 'Jq', 'acme']);
  expect(names({ sort: 'bytes', descending: true })).toEqual(['Jq', 'less', 'acme']);
});
