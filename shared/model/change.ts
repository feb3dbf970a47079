/**
 * How a path differs between two points of a stack, or between two images. `moved`: its file stands under another path
 * on the other side; only a comparison of two images looks for that.
 */
export const changeKinds = ['unchanged', 'added', 'modified', 'removed', 'moved'] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** The kinds that two points of one stack can show. */
export const stackChangeKinds = ['unchanged', 'added', 'modified', 'removed'] as const;

/** Why a path counts as modified. The position is the bit in the engine's columns. */
export const changeReasons = [
  'content',
  'type',
  'mode',
  'owner',
  'mtime',
  'link',
  'xattr',
] as const;

export type ChangeReason = (typeof changeReasons)[number];

/** Entries added, modified and removed; folders count as entries. */
export interface ChangeCounts {
  readonly added: number;
  readonly modified: number;
  readonly removed: number;
}

/** The reasons whose bits are set in `bits`, in the order of `changeReasons`. */
export function reasonsFromBits(bits: number): readonly ChangeReason[] {
  return changeReasons.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

/** The bit that stands for `reason`. */
export function reasonBit(reason: ChangeReason): number {
  return 1 << changeReasons.indexOf(reason);
}
