import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { cellPath } from '../usage/treemap-drawing.tsx';
import type { TreemapLook } from '../usage/treemap-drawing.tsx';
import { directionOf } from './growth-areas.ts';
import type { GrowthArea } from './growth-areas.ts';
import { hatching } from './growth-hatching.ts';
import styles from './growth.module.css';

/** What grew is plain, what shrank is hatched; where both are in one cell, each has its share of it. */
export const growthLook: TreemapLook<GrowthArea> = {
  label: ({ t }) => t('growth.title'),
  corner: (cell, { locale }) => bothWays(cell, locale).join(' '),
  marks: (cell) => ({ 'data-direction': directionOf(cell) }),
  pattern: (cell, { x, y, width, height }) => {
    if (cell.bytes === 0 || cell.shrunkBytes === 0) return null;
    const grown = Math.round(width * (cell.grownBytes / cell.bytes));
    const shrunk = { x: x + grown, y, width: width - grown, height };
    return (
      <>
        <rect className={styles.shrunk} {...shrunk} />
        <path className={styles.hatching} d={hatching(shrunk)} />
      </>
    );
  },
  describe: (map, cell, texts) => {
    const { t, locale } = texts;
    return t('growth.cell', {
      path: cellPath(map, cell, texts),
      bytes: bothWays(cell, locale).join(', '),
      files: t('growth.files', { count: cell.files }),
    });
  },
};

/** By how much a cell grew and by how much it shrank, as far as it did. */
function bothWays({ grownBytes, shrunkBytes }: GrowthArea, locale: string): readonly string[] {
  const parts = [grownBytes, -shrunkBytes].filter((bytes) => bytes !== 0);
  return parts.map((bytes) => formatBytesDifference(bytes, locale));
}
