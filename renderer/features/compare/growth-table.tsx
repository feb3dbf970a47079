import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { TreemapAreas } from '../usage/treemap-layout.ts';
import usage from '../usage/usage.module.css';
import type { GrowthArea } from './growth-areas.ts';

export interface GrowthTableProps {
  readonly map: TreemapAreas<GrowthArea>;
  readonly onFolder: (node: number) => void;
  readonly onFile: (node: number) => void;
}

/** The folder of a treemap of growth as a list, what changed most first. */
export function GrowthTable({ map, onFolder, onFile }: GrowthTableProps) {
  const { t, locale, number } = useText();
  const signed = (bytes: number): string =>
    bytes === 0 ? '' : formatBytesDifference(bytes, locale);
  return (
    <div className={usage.table}>
      <DataTable
        label={t('growth.title')}
        items={map.cells.filter(({ depth }) => depth === 1)}
        itemKey={({ node }) => String(node ?? 'rest')}
        columns={[
          {
            key: 'name',
            label: t('column.name'),
            wide: true,
            cell: ({ files, kind, name, node }) =>
              node === null ? (
                t('usage.files.rest', { count: files })
              ) : (
                <button
                  type="button"
                  className={usage.link}
                  onClick={() => (kind === 'folder' ? onFolder(node) : onFile(node))}
                >
                  {visibleLine(kind === 'folder' ? `${name}/` : name)}
                </button>
              ),
          },
          {
            key: 'grown',
            label: t('growth.grown'),
            end: true,
            cell: ({ grownBytes }) => signed(grownBytes),
          },
          {
            key: 'shrunk',
            label: t('growth.shrunk'),
            end: true,
            cell: ({ shrunkBytes }) => signed(-shrunkBytes),
          },
          {
            key: 'net',
            label: t('growth.net'),
            end: true,
            cell: ({ grownBytes, shrunkBytes }) => signed(grownBytes - shrunkBytes),
          },
          {
            key: 'files',
            label: t('files.title'),
            end: true,
            cell: ({ files }) => number(files),
          },
        ]}
      />
    </div>
  );
}
