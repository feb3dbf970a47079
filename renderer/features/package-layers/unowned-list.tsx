import { File, Folder, FolderSearch, PackageCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { showEntry } from '../../actions/show-entry.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { UnownedPlace } from '../../../shared/model/package-layers.ts';
import { useText } from '../../i18n/use-text.ts';
import { ByteBar } from '../../ui/byte-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import type { GridColumn, GridLine } from '../../ui/tree-grid.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import styles from './package-layers.module.css';
import { unownedRow, unownedRowCount } from './unowned-rows.ts';
import type { UnownedRow } from './unowned-rows.ts';
import { useUnownedFiles } from './use-unowned-files.ts';

export interface UnownedListProps extends ReviewSectionProps {
  /** Most bytes first. */
  readonly places: readonly UnownedPlace[];
  /** Part of the paths to show; empty for all. */
  readonly text: string;
}

/** The folders that hold files of no package, and their files when they are opened. */
export function UnownedList({ grant, image, places, text }: UnownedListProps) {
  const { t } = useText();
  const [current, setCurrent] = useState(0);
  const wanted = text.trim().toLowerCase();
  const fitting = useMemo(
    () => places.filter(({ path }) => `/${path}`.toLowerCase().includes(wanted)),
    [places, wanted],
  );
  const files = useUnownedFiles(grant, image.key, fitting);
  const largest = places[0]?.bytes ?? 0;
  const columns: readonly GridColumn[] = [
    { key: 'path', label: t('packageLayers.column.place'), width: 'minmax(140px, 2fr)' },
    { key: 'files', label: t('files.title'), width: '84px', end: true },
    { key: 'bytes', label: t('column.size'), width: '76px', end: true },
    { key: 'bar', label: t('column.share'), spoken: true, width: 'minmax(40px, 0.7fr)' },
    { key: 'layer', label: t('column.origin'), width: '48px', end: true },
    { key: 'show', label: t('column.show'), spoken: true, width: '24px' },
  ];

  function show(index: number): void {
    const row = unownedRow(files.places, index);
    const entry = row === null ? null : entryOf(row);
    if (entry !== null) showEntry({ grant, key: image.key }, entry.node, entry.layer);
  }

  if (fitting.length === 0) {
    return (
      <EmptyState
        icon={<PackageCheck />}
        title={t(places.length === 0 ? 'packageLayers.allOwned' : 'packageLayers.places.filtered')}
      />
    );
  }
  return (
    <TreeGrid
      label={t('packageLayers.view.unowned')}
      columns={columns}
      count={unownedRowCount(files.places)}
      line={(index) => {
        const row = unownedRow(files.places, index);
        const entry = row === null ? null : entryOf(row);
        if (row === null || entry === null) return null;
        return {
          level: row.kind === 'place' ? 1 : 2,
          ...(row.kind === 'place' && { expanded: row.open }),
          cells: cellsOf(row, entry, largest, () => show(index)),
        };
      }}
      current={current}
      onCurrent={setCurrent}
      onExpand={(index, open) => {
        const row = unownedRow(files.places, index);
        if (row?.kind === 'place') files.expand(row.place, open);
      }}
      parentOf={(index) => {
        const row = unownedRow(files.places, index);
        return row?.kind === 'file' ? row.parent : null;
      }}
      onOpen={show}
      onWindow={files.show}
    />
  );
}

interface ListedEntry {
  readonly node: number;
  readonly path: string;
  readonly layer: number;
  readonly bytes: number;
  /** Null for a file. */
  readonly files: number | null;
}

/** What a row stands for; null while it is on its way. */
function entryOf(row: UnownedRow): ListedEntry | null {
  if (row.kind === 'place') return row.place;
  return row.file === null ? null : { ...row.file, files: null };
}

function cellsOf(
  row: UnownedRow,
  entry: ListedEntry,
  largest: number,
  onShow: () => void,
): GridLine['cells'] {
  const { bytes, files, layer, path } = entry;
  // A file is named from its place on, which stands above it.
  const shown = row.kind === 'place' ? `/${path}` : path.slice(prefixLength(row.place.path));
  return [
    <Path
      key="path"
      kind={row.kind}
      path={shown}
      direct={row.kind === 'place' && row.place.direct}
    />,
    files === null ? null : <Count key="files" count={files} />,
    <Bytes key="bytes" bytes={bytes} />,
    <span key="bar" className={styles.barCell}>
      <ByteBar share={largest === 0 ? 0 : bytes / largest} origin={layer} />
    </span>,
    <Layer key="layer" layer={layer} />,
    <Show key="show" path={path} onShow={onShow} />,
  ];
}

/** Characters of a place before the names of what lies in it. */
function prefixLength(path: string): number {
  return path === '' ? 0 : path.length + 1;
}

interface PathProps {
  readonly kind: UnownedRow['kind'];
  readonly path: string;
  /** Only the files right in the folder are meant. */
  readonly direct: boolean;
}

function Path({ kind, path, direct }: PathProps) {
  const { t } = useText();
  const Icon = kind === 'place' ? Folder : File;
  return (
    <>
      <Icon className={styles.icon} aria-hidden="true" />
      <code className={styles.path} data-selectable="">
        {visibleLine(path)}
      </code>
      {direct && <span className={styles.faint}>{t('packageLayers.direct')}</span>}
    </>
  );
}

function Count({ count }: { readonly count: number }) {
  const { number } = useText();
  return number(count);
}

function Bytes({ bytes }: { readonly bytes: number }) {
  const { locale } = useText();
  return formatBytes(bytes, locale);
}

function Layer({ layer }: { readonly layer: number }) {
  const { t } = useText();
  return <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />;
}

function Show({ path, onShow }: { readonly path: string; readonly onShow: () => void }) {
  const { t } = useText();
  return (
    <IconButton
      size="s"
      tabIndex={-1}
      label={t('packageLayers.show', { name: `/${visibleLine(path)}` })}
      icon={<FolderSearch />}
      onClick={onShow}
    />
  );
}
