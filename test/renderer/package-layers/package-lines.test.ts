import { expect, test } from 'vitest';
import {
  grownBytes,
  layerLineOf,
  managersWithoutLists,
  packageLines,
  packageSums,
} from '../../../renderer/features/package-layers/package-lines.ts';
import type { PackageLine } from '../../../renderer/features/package-layers/package-lines.ts';
import type {
  LayerPackageChange,
  LayerPackages,
  PackageLayers,
} from '../../../shared/model/package-layers.ts';
import type { InstalledPackage, PackageManager } from '../../../shared/model/package.ts';

function installed(
  name: string,
  bytes: number | null,
  manager: PackageManager = 'dpkg',
): InstalledPackage {
  return { manager, name, version: '1', architecture: null, bytes, path: name, layer: 0 };
}

function came(name: string, bytes: number | null): LayerPackageChange {
  return { change: 'installed', before: null, after: installed(name, bytes) };
}

function layer(number: number, changes: readonly LayerPackageChange[]): LayerPackages {
  return {
    layer: number,
    changes,
    installedBytes: changes.reduce((sum, { after }) => sum + (after?.bytes ?? 0), 0),
    removedBytes: changes.reduce((sum, { before }) => sum + (before?.bytes ?? 0), 0),
    ownedBytes: 0,
    unownedBytes: 5,
  };
}

const gone: LayerPackageChange = {
  change: 'removed',
  before: installed('bash', 300),
  after: null,
};
const newer: LayerPackageChange = {
  change: 'changed',
  before: installed('libc', 100),
  after: installed('libc', 180),
};
const layers = [
  layer(0, [came('Bash', 300), came('libc', 100)]),
  layer(1, []),
  layer(2, [newer, gone]),
];
const closed: ReadonlySet<number> = new Set();

function names(lines: readonly PackageLine[]): readonly string[] {
  return lines.map((line) =>
    line.kind === 'layer'
      ? `layer ${line.layer.layer}`
      : ((line.change.after ?? line.change.before)?.name ?? ''),
  );
}

test('layers stand in their order, with the packages of those that are open', () => {
  expect(names(packageLines(layers, { text: '', open: closed }))).toEqual([
    'layer 0',
    'layer 1',
    'layer 2',
  ]);
  const lines = packageLines(layers, { text: '', open: new Set([1, 2]) });
  expect(names(lines)).toEqual(['layer 0', 'layer 1', 'layer 2', 'libc', 'bash']);
  expect(lines[1]).toMatchObject({ open: null });
  expect(lines[2]).toMatchObject({ open: true, counts: { installed: 0, removed: 1, changed: 1 } });
  expect(layerLineOf(lines, 4)).toBe(2);
  expect(layerLineOf(lines, 2)).toBeNull();
});

test('a search opens the layers that have such packages and leaves the others out', () => {
  const lines = packageLines(layers, { text: ' BASH', open: closed });
  expect(names(lines)).toEqual(['layer 0', 'Bash', 'layer 2', 'bash']);
  expect(lines[2]).toMatchObject({ counts: { installed: 0, removed: 1, changed: 0 } });
  expect(packageLines(layers, { text: 'none', open: closed })).toEqual([]);
});

test('a change has the bytes that a layer became larger by, where both sizes are known', () => {
  expect(grownBytes(newer)).toBe(80);
  expect(grownBytes(gone)).toBe(-300);
  expect(grownBytes(came('x', null))).toBeNull();
});

test('the sums are those of the end of the stack', () => {
  const found: PackageLayers = {
    layers,
    unread: [],
    owned: { files: 0, bytes: 0 },
    unowned: { files: 0, bytes: 0 },
    unownedPlaces: [],
    fileLists: [],
  };
  expect(packageSums(found)).toEqual({ packages: 1, largestLayer: 400, largestPackage: 300 });
  expect(managersWithoutLists(found)).toEqual(['dpkg']);
  expect(managersWithoutLists({ ...found, fileLists: ['dpkg', 'apk'] })).toEqual([]);
});
