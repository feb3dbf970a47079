import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

/** A folder and what is in it, as areas. */
export interface TreemapAreas<Cell extends TreemapArea = TreemapArea> {
  /** From the root to the folder itself; the root's name is empty. */
  readonly path: readonly { readonly node: number; readonly name: string }[];
  /** The folder itself. */
  readonly node: number;
  /** Each before the cells inside it. The first is the folder itself. */
  readonly cells: readonly Cell[];
}

export interface TreemapArea {
  readonly kind: 'folder' | 'file' | 'rest';
  /** Null for a rest. */
  readonly node: number | null;
  readonly name: string;
  /** Position in `cells`; null for the first. */
  readonly parent: number | null;
  readonly depth: number;
  /** What the area is the measure of. */
  readonly bytes: number;
  readonly files: number;
}

/** A cell in pixels. */
export interface TreemapRect {
  /** Position in `TreemapAreas.cells`. */
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** True for a folder whose content is drawn inside it. */
  readonly open: boolean;
}

/** Room for the name of an open folder. */
export const folderHead = 18;

/**
 * Areas by bytes, nearly square, folders around what is in them; cells in their own order. A folder that gets too small
 * an area to show what is in it stays closed, and what is in it has no area.
 */
export function layoutTreemap(
  map: Pick<TreemapAreas, 'cells'>,
  width: number,
  height: number,
): readonly TreemapRect[] {
  const children: number[][] = map.cells.map(() => []);
  for (const [cell, { parent }] of map.cells.entries()) {
    if (parent !== null) children[parent]?.push(cell);
  }
  const root = hierarchy(0, (cell) => children[cell]).sum((cell) =>
    children[cell]?.length === 0 ? (map.cells[cell]?.bytes ?? 0) : 0,
  );
  const placed = treemap<number>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingInner(1)
    .paddingOuter((node) => (node.depth === 0 ? 0 : 2))
    .paddingTop((node) => (node.depth === 0 ? 0 : folderHead))
    .round(true)(root);
  const rects: TreemapRect[] = [];
  const closed = new Set<number>();
  for (const { data, x0, y0, x1, y1, children: inside, parent } of placed.descendants()) {
    if (parent !== null && closed.has(parent.data)) {
      closed.add(data);
      continue;
    }
    const rect = { cell: data, x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
    const open = inside !== undefined && (parent === null || hasRoomInside(rect));
    if (!open) closed.add(data);
    rects.push({ ...rect, open });
  }
  return rects.sort((one, other) => one.cell - other.cell);
}

/** Pixels of an open folder from which on what is in it can be seen and pointed at. */
const leastOpen = { width: 40, height: folderHead + 22 };

function hasRoomInside({ width, height }: Pick<TreemapRect, 'width' | 'height'>): boolean {
  return width >= leastOpen.width && height >= leastOpen.height;
}

/**
 * The cell that a key leads to: right and left among the cells of one folder by size, down into an open folder, up to
 * the folder around. Null for a key of no meaning.
 */
export function moveInTreemap(
  map: Pick<TreemapAreas, 'cells'>,
  cell: number,
  key: string,
): number | null {
  const from = map.cells[cell];
  if (from === undefined) return null;
  const siblings = [...map.cells.keys()].filter((each) => map.cells[each]?.parent === from.parent);
  const place = siblings.indexOf(cell);
  switch (key) {
    case 'ArrowRight':
      return siblings[place + 1] ?? cell;
    case 'ArrowLeft':
      return siblings[place - 1] ?? cell;
    case 'ArrowDown': {
      const inside = map.cells.findIndex(({ parent }) => parent === cell);
      return inside < 0 ? cell : inside;
    }
    case 'ArrowUp':
      return from.parent === null || from.parent === 0 ? cell : from.parent;
    default:
      return null;
  }
}
