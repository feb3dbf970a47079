import type { FileCell, FileTreemap } from '../../../shared/model/usage.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import styles from './usage.module.css';

export interface TreemapTableProps {
  readonly map: FileTreemap;
  readonly onFolder: (node: number) => void;
  readonly onFile: (node: number) => void;
}

/** The folder of a treemap as a list, largest first. */
export function TreemapTable({ map, onFolder, onFile }: TreemapTableProps) {
  const { t, locale, number } = useText();
  const items = map.cells.filter(({ depth }) => depth === 1);
  function open({ kind, node }: FileCell) {
    if (node === null) return;
    if (kind === 'folder') onFolder(node);
    else onFile(node);
  }
  return (
    <div className={styles.table}>
      <DataTable
        label={t('usage.files')}
        items={items}
        itemKey={({ node }) => String(node ?? 'rest')}
        columns={[
          {
            key: 'name',
            label: t('column.name'),
            wide: true,
            cell: (cell) =>
              cell.kind === 'rest' ? (
                t('usage.files.rest', { count: cell.files })
              ) : (
                <button type="button" className={styles.link} onClick={() => open(cell)}>
                  {visibleLine(cell.kind === 'folder' ? `${cell.name}/` : cell.name)}
                </button>
              ),
          },
          {
            key: 'size',
            label: t('column.size'),
            end: true,
            cell: ({ bytes }) => formatBytes(bytes, locale),
          },
          {
            key: 'files',
            label: t('files.title'),
            end: true,
            cell: ({ files }) => number(files),
          },
          {
            key: 'origin',
            label: t('column.origin'),
            cell: ({ origin }) =>
              origin === null ? (
                ''
              ) : (
                <LayerChip layer={origin} label={t('layer.number', { layer: String(origin) })} />
              ),
          },
        ]}
      />
    </div>
  );
}
