import type {
  LayerPackageChange,
  LayerPackages,
  PackageLayers,
} from '../../../shared/model/package-layers.ts';
import { packageManagers } from '../../../shared/model/package.ts';
import type { InstalledPackage, PackageManager } from '../../../shared/model/package.ts';

/** A line of the list: a layer, or what it did to one package. */
export type PackageLine =
  | {
      readonly kind: 'layer';
      readonly layer: LayerPackages;
      readonly counts: ChangeCounts;
      /** Null where there is nothing below it. */
      readonly open: boolean | null;
    }
  | { readonly kind: 'package'; readonly layer: number; readonly change: LayerPackageChange };

export type ChangeCounts = Readonly<Record<LayerPackageChange['change'], number>>;

export interface PackageLineOptions {
  /** Part of a name. While there is one only layers with such packages are shown, all of them open. */
  readonly text: string;
  readonly open: ReadonlySet<number>;
}

/** What the list shows: the layers from the lowest, each with its packages where it is open. */
export function packageLines(
  layers: readonly LayerPackages[],
  { text, open }: PackageLineOptions,
): readonly PackageLine[] {
  const wanted = text.trim().toLowerCase();
  return layers.flatMap((layer): readonly PackageLine[] => {
    const changes = layer.changes.filter((change) =>
      packageOf(change).name.toLowerCase().includes(wanted),
    );
    if (wanted !== '' && changes.length === 0) return [];
    const isOpen = wanted !== '' || open.has(layer.layer);
    const heading: PackageLine = {
      kind: 'layer',
      layer,
      counts: changeCounts(changes),
      open: changes.length === 0 ? null : isOpen,
    };
    if (!isOpen) return [heading];
    return [
      heading,
      ...changes.map((change): PackageLine => ({ kind: 'package', layer: layer.layer, change })),
    ];
  });
}

/** The layer that a line is below; null for a layer. */
export function layerLineOf(lines: readonly PackageLine[], index: number): number | null {
  if (lines[index]?.kind !== 'package') return null;
  return lines.findLastIndex((line, position) => position < index && line.kind === 'layer');
}

function changeCounts(changes: readonly LayerPackageChange[]): ChangeCounts {
  const count = (kind: LayerPackageChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  return { installed: count('installed'), removed: count('removed'), changed: count('changed') };
}

/** The package as it is after the layer; one that went as it was before. */
export function packageOf({ after, before }: LayerPackageChange): InstalledPackage {
  const found = after ?? before;
  if (found === null)
    throw new Error('A change of a package that is there neither before nor after.');
  return found;
}

/** By how many bytes a layer made a package larger; null where a size is not known. */
export function grownBytes({ after, before }: LayerPackageChange): number | null {
  const now = after === null ? 0 : after.bytes;
  const then = before === null ? 0 : before.bytes;
  return now === null || then === null ? null : now - then;
}

/** What the whole image has: how many packages there are in the end, and what bars are a share of. */
export interface PackageSums {
  readonly packages: number;
  readonly largestLayer: number;
  readonly largestPackage: number;
}

export function packageSums({ layers }: PackageLayers): PackageSums {
  let packages = 0;
  let largestLayer = 0;
  let largestPackage = 0;
  for (const { changes, installedBytes, removedBytes } of layers) {
    largestLayer = Math.max(largestLayer, Math.abs(installedBytes - removedBytes));
    for (const change of changes) {
      if (change.change === 'installed') packages += 1;
      else if (change.change === 'removed') packages -= 1;
      largestPackage = Math.max(largestPackage, Math.abs(grownBytes(change) ?? 0));
    }
  }
  return { packages, largestLayer, largestPackage };
}

/** Managers that the image has packages of, but whose lists of files were not read. */
export function managersWithoutLists({
  layers,
  fileLists,
}: PackageLayers): readonly PackageManager[] {
  const found = new Set(
    layers.flatMap(({ changes }) => changes.map((change) => packageOf(change).manager)),
  );
  return packageManagers.filter((manager) => found.has(manager) && !fileLists.includes(manager));
}
