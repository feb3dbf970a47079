import { measure } from '../../shared/model/amount.ts';
import type { Amounts } from '../../shared/model/amount.ts';
import type { ChangedPath, ChangedPathSide } from '../../shared/model/changed-path.ts';
import type {
  ComparedImage,
  ComparedLayer,
  Comparison,
  Parting,
} from '../../shared/model/comparison.ts';
import type { PackageComparison } from '../../shared/model/package.ts';
import type { ComparisonReport } from '../../shared/report/comparison-report.ts';
import { noFileChanges } from '../engine/compare/no-file-changes.ts';
import { grantOf } from '../fixtures/image-stacks.ts';

/** Layers of so many bytes each. */
export function amounts(...bytes: readonly number[]): Amounts {
  return measure(
    bytes.map((each) => ({ storedBytes: each, unpackedBytes: each, available: true })),
  );
}

export const partingHere: Parting = {
  kind: 'command',
  sharedLayers: 1,
  layerA: 1,
  layerB: 1,
  commandA: 'RUN make old',
  commandB: 'RUN make new',
  paths: [],
  pathCount: null,
};

export function comparedLayer(index: number, own: Partial<ComparedLayer> = {}): ComparedLayer {
  return {
    index,
    diffId: null,
    digest: null,
    command: null,
    storedBytes: 1000,
    unpackedBytes: 1000,
    created: null,
    ...own,
  };
}

export function comparedImage(name: string, own: Partial<ComparedImage> = {}): ComparedImage {
  return {
    point: { grant: grantOf(name), image: name, layer: 1, alone: false },
    source: `${name}.tar`,
    id: null,
    references: [`${name}:1`],
    platform: { os: 'linux', architecture: 'amd64', variant: '', osVersion: '' },
    created: null,
    layers: [comparedLayer(0), comparedLayer(1)],
    imageLayers: 2,
    fileBytes: 1_000_000,
    entries: 10,
    size: amounts(1000, 1000),
    ...own,
  };
}

export function comparison(own: Partial<Comparison> = {}): Comparison {
  return {
    a: comparedImage('old'),
    b: comparedImage('new'),
    shared: { layers: 1, bytes: amounts(1000) },
    onlyA: { layers: 1, bytes: amounts(1000) },
    onlyB: { layers: 1, bytes: amounts(1000) },
    parting: partingHere,
    layers: [
      { status: 'identical', a: 0, b: 0, by: 'diff-id', likeness: 1, changes: null },
      { status: 'changed', a: 1, b: 1, by: 'command', likeness: 0.5, changes: null },
    ],
    steps: [],
    files: noFileChanges,
    config: [],
    problems: [],
    ...own,
  };
}

export const noPackages: PackageComparison = {
  changes: [],
  unchanged: 0,
  unreadA: [],
  unreadB: [],
};

export function report(own: Partial<ComparisonReport> = {}): ComparisonReport {
  return { comparison: comparison(), packages: noPackages, paths: () => [], ...own };
}

export function pathSide(own: Partial<ChangedPathSide> = {}): ChangedPathSide {
  return {
    type: 'file',
    bytes: 100,
    mode: 0o644,
    owner: { uid: 0, gid: 0, userName: '', groupName: '' },
    modified: 0,
    link: null,
    ...own,
  };
}

export function changedPath(path: string, own: Partial<ChangedPath> = {}): ChangedPath {
  return {
    path,
    pathBase64: null,
    change: 'added',
    reasons: [],
    movedFrom: null,
    growth: 100,
    a: null,
    b: pathSide(),
    ...own,
  };
}
