import type { FamilyTree } from '../../../shared/model/lineage.ts';
import type { FamilyLayout } from './layout.ts';

/**
 * The member that a key leads to from `member`: left to what it is built on, right to the first that is built on it, up
 * and down within a column across all platforms, Home and End to the first and last of all. Null for a key of no meaning;
 * the member itself where there is nothing further.
 */
export function moveInFamily(
  family: FamilyTree,
  layout: FamilyLayout,
  member: number,
  key: string,
): number | null {
  switch (key) {
    case 'ArrowLeft':
      return family.members[member]?.parent ?? member;
    case 'ArrowRight':
      return family.members[member]?.children[0] ?? member;
    case 'ArrowUp':
      return neighbour(layout, member, -1);
    case 'ArrowDown':
      return neighbour(layout, member, 1);
    case 'Home':
      return 0;
    case 'End':
      return family.members.length - 1;
    default:
      return null;
  }
}

function neighbour(layout: FamilyLayout, member: number, step: 1 | -1): number {
  const from = layout.boxes[member];
  if (from === undefined) return member;
  let nearest = from;
  for (const box of layout.boxes) {
    if (box.column !== from.column || (box.y - from.y) * step <= 0) continue;
    if (nearest === from || (nearest.y - box.y) * step > 0) nearest = box;
  }
  return nearest.member;
}
