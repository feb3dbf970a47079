import { hierarchy, tree as tidyTree } from 'd3-hierarchy';
import type { FamilyTree } from '../../../shared/model/lineage.ts';
import type { Platform } from '../../../shared/model/platform.ts';

/** Pixels. */
export interface FamilySizes {
  readonly boxWidth: number;
  /** Between the columns: room for what a branch adds. */
  readonly columnGap: number;
  readonly rowGap: number;
  /** Above each platform: room for its name. */
  readonly headingHeight: number;
  readonly margin: number;
}

export const familySizes: FamilySizes = {
  boxWidth: 250,
  columnGap: 140,
  rowGap: 14,
  headingHeight: 36,
  margin: 16,
};

export interface FamilyBox {
  /** Position in `FamilyTree.members`. */
  readonly member: number;
  /** 0 for a root. */
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The branch that leads to a box; from the left edge of its column for a root. */
export interface FamilyBranch {
  readonly member: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export interface FamilyLayout {
  readonly width: number;
  readonly height: number;
  /** By member. */
  readonly boxes: readonly FamilyBox[];
  readonly branches: readonly FamilyBranch[];
  readonly headings: readonly { readonly platform: Platform; readonly y: number }[];
}

/** Length of the line before a root: room for what it adds to nothing. */
const rootBranch = 96;

/** The root that d3 wants and that is not drawn. */
const noMember = -1;

/**
 * A tidy tree for each platform, one below the other: roots on the left, what is built on them to the right, no two
 * boxes over each other. `heights` are those of the boxes, by member.
 */
export function layoutFamily(
  family: FamilyTree,
  heights: readonly number[],
  sizes: FamilySizes = familySizes,
): FamilyLayout {
  const boxes: FamilyBox[] = [];
  const headings: { platform: Platform; y: number }[] = [];
  const columnWidth = sizes.boxWidth + sizes.columnGap;
  let top = sizes.margin;
  let right = 0;
  for (const { platform, first, end } of family.groups) {
    headings.push({ platform, y: top });
    const places = placeMembers(family, first, end, heights, sizes.rowGap);
    const offset = top + sizes.headingHeight - Math.min(...places.map(({ y }) => y));
    for (const { member, column, y } of places) {
      const x = sizes.margin + rootBranch + (column - 1) * columnWidth;
      const height = heights[member] ?? 0;
      boxes[member] = {
        member,
        column: column - 1,
        x,
        y: y + offset,
        width: sizes.boxWidth,
        height,
      };
      right = Math.max(right, x + sizes.boxWidth);
      top = Math.max(top, y + offset + height);
    }
    top += sizes.rowGap * 2;
  }
  const branches = boxes.map((box) => branchTo(family, boxes, box));
  return { width: right + sizes.margin, height: top, boxes, branches, headings };
}

interface Place {
  readonly member: number;
  /** 1 for a root. */
  readonly column: number;
  readonly y: number;
}

function placeMembers(
  family: FamilyTree,
  first: number,
  end: number,
  heights: readonly number[],
  gap: number,
): readonly Place[] {
  const heightOf = (member: number) => (member === noMember ? 0 : (heights[member] ?? 0));
  const roots: number[] = [];
  for (let member = first; member < end; member++) {
    if (family.members[member]?.parent === null) roots.push(member);
  }
  const root = hierarchy(noMember, (member) =>
    member === noMember ? roots : family.members[member]?.children,
  );
  const placed = tidyTree<number>()
    .nodeSize([1, 1])
    .separation((one, other) => (heightOf(one.data) + heightOf(other.data)) / 2 + gap)(root);
  return placed
    .descendants()
    .filter(({ data }) => data !== noMember)
    .map(({ data, x, depth }) => ({ member: data, column: depth, y: x - heightOf(data) / 2 }));
}

function branchTo(family: FamilyTree, boxes: readonly FamilyBox[], box: FamilyBox): FamilyBranch {
  const parent = family.members[box.member]?.parent ?? null;
  const from = parent === null ? undefined : boxes[parent];
  const toY = box.y + box.height / 2;
  return {
    member: box.member,
    fromX: from === undefined ? box.x - rootBranch : from.x + from.width,
    fromY: from === undefined ? toY : from.y + from.height / 2,
    toX: box.x,
    toY,
  };
}

/** An S-shaped line that leaves and arrives level, with a level piece before its end for the words. */
export function branchPath({ fromX, fromY, toX, toY }: FamilyBranch): string {
  const bend = Math.min(40, (toX - fromX) / 2);
  const middle = fromX + bend / 2;
  return `M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${fromX + bend} ${toY}H${toX}`;
}
