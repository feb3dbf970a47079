import type { AdviceInput, LayerStep } from '../../../electron/engine/advice/advice-input.ts';
import { noDuplicates } from '../../../shared/model/duplicates.ts';
import type { Duplicates, DuplicateCopy } from '../../../shared/model/duplicates.ts';
import type { Findings, LeftoverFinding, SecretFinding } from '../../../shared/model/findings.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { HiddenFile, HiddenGroup, Waste } from '../../../shared/model/waste.ts';
import { grantOf } from '../../fixtures/image-stacks.ts';
import { noWaste } from '../../fixtures/waste-values.ts';

/** What the test images store in all. */
export const storedBytes = 100_000_000;

/** Hidden bytes as groups tell them. */
export function wasteOf(groups: readonly HiddenGroup[], own: Partial<Waste> = {}): Waste {
  const total = groups.reduce((sum, { bytes }) => sum + bytes, 0);
  const byCause = { ...noWaste.byCause };
  for (const cause of hiddenCauses) {
    byCause[cause] = groups
      .filter((group) => group.cause === cause)
      .reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return {
    ...noWaste,
    total,
    storedBytes,
    visibleBytes: storedBytes - total,
    byCause,
    files: groups.reduce((sum, { files }) => sum + files, 0),
    groups,
    groupCount: groups.length,
    dive: { ...noWaste.dive, sizeBytes: storedBytes },
    ...own,
  };
}

export function hiddenGroup(own: Partial<HiddenGroup> = {}): HiddenGroup {
  return {
    cause: 'deleted-file',
    storedIn: 2,
    hiddenIn: 3,
    path: 'tmp/data.bin',
    files: 1,
    bytes: 5_000_000,
    reasons: [],
    ...own,
  };
}

export const noFindings: Findings = {
  secrets: [],
  permissions: [],
  leftovers: [],
  unlisted: { secrets: 0, permissions: 0, leftovers: 0 },
  scannedFiles: 0,
  skippedFiles: 0,
};

export function leftover(own: Partial<LeftoverFinding> = {}): LeftoverFinding {
  return {
    rule: 'apt-lists',
    node: 7,
    path: 'var/lib/apt/lists',
    layer: 2,
    files: 12,
    bytes: 17_000_000,
    ...own,
  };
}

export function fileSecret(
  own: Partial<Extract<SecretFinding['place'], { kind: 'file' }>> = {},
  rule: SecretFinding['rule'] = 'npm-token',
): SecretFinding {
  return {
    rule,
    confidence: 'high',
    place: {
      kind: 'file',
      node: 9,
      path: 'root/.npmrc',
      layer: 2,
      state: 'deleted',
      hiddenIn: 3,
      line: 1,
      ...own,
    },
    masked: 'npm_••••',
    more: 0,
  };
}

/** One content of so many bytes at paths, each with its layer. */
export function duplicates(
  bytes: number,
  copies: readonly (Partial<DuplicateCopy> & { readonly path: string })[],
): Duplicates {
  const savedBytes = bytes * (copies.length - 1);
  const whole = copies.map((copy, node) => ({
    grant: grantOf('source'),
    image: 'image',
    node,
    layer: 2,
    visible: true,
    images: 1,
    ...copy,
  }));
  return {
    ...noDuplicates,
    groups: [{ hash: 'ab', bytes, copyCount: copies.length, savedBytes, copies: whole }],
    groupCount: 1,
    savedBytes,
  };
}

export const noPackages: PackageLayers = {
  layers: [],
  unread: [],
  owned: { files: 0, bytes: 0 },
  unowned: { files: 0, bytes: 0 },
  unownedPlaces: [],
  fileLists: [],
};

export function step(command: string | null, own: Partial<LayerStep> = {}): LayerStep {
  const instruction = command?.split(' ')[0] ?? '';
  return { instruction, command, followsBelow: true, ...own };
}

/** An image of five layers, the two lowest of which are the base's. */
export const steps: readonly LayerStep[] = [
  step('ADD rootfs.tar /'),
  step('RUN apt-get update'),
  step('RUN make data'),
  step('RUN rm -rf /tmp/data.bin'),
  step('RUN chown -R 1000:1000 /app'),
];

export function input(own: Partial<AdviceInput> = {}): AdviceInput {
  return {
    waste: wasteOf([]),
    hiddenFiles: () => [],
    findings: noFindings,
    duplicates: noDuplicates,
    packages: noPackages,
    steps,
    baseLayers: 2,
    attributes: () => ({ uid: 1000, gid: 1000, mode: 0o644, isExtended: false }),
    dependencyFolders: [],
    toolFiles: [],
    user: 'app',
    isUnix: true,
    ...own,
  };
}

/** Input about hidden bytes alone: each group with one file of its path. */
export function hiddenInput(
  groups: readonly HiddenGroup[],
  own: Partial<AdviceInput> = {},
): AdviceInput {
  const fileOf = ({
    path,
    bytes,
    cause,
    storedIn,
    hiddenIn,
    reasons,
  }: HiddenGroup): HiddenFile => ({
    node: 1,
    path,
    bytes,
    cause,
    storedIn,
    hiddenIn,
    reasons,
  });
  return input({
    waste: wasteOf(groups),
    hiddenFiles: (at) => groups.slice(at, at + 1).map(fileOf),
    ...own,
  });
}
