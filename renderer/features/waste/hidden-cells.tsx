import type { ReactNode } from 'react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { ChangeReason } from '../../../shared/model/change.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { HiddenFile, HiddenGroup, Waste } from '../../../shared/model/waste.ts';
import { reasonWords } from '../../i18n/words.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import type { GridColumn } from '../../ui/tree-grid.tsx';
import { CauseMark } from './cause-mark.tsx';
import { pathBelow } from './path-below.ts';
import styles from './hidden-grid.module.css';

/** From this width on causes have words beside their marks, and layers their commands. */
const wideList = 780;
/** From this width on the heads of the layers are whole. */
const mediumList = 620;

interface HiddenColumn extends GridColumn {
  readonly key: 'path' | 'cause' | 'files' | 'size' | 'stored' | 'hiding';
}

/** The columns that a list of so many pixels has room for. */
export function hiddenColumns(width: number, { t }: Texts): readonly HiddenColumn[] {
  const wide = width >= wideList;
  const layer = wide ? 'minmax(0, 1fr)' : width >= mediumList ? '104px' : '56px';
  const columns: readonly HiddenColumn[] = [
    { key: 'path', label: t('waste.list.path'), width: 'minmax(0, 1.9fr)' },
    { key: 'cause', label: t('waste.list.cause'), width: '124px' },
    { key: 'files', label: t('waste.list.files'), width: '56px', end: true },
    { key: 'size', label: t('column.size'), width: '72px', end: true },
    { key: 'stored', label: t('waste.list.stored'), width: layer },
    { key: 'hiding', label: t('waste.list.hiding'), width: layer },
  ];
  return columns.filter(({ key }) => key !== 'cause' || wide);
}

interface CellsOf {
  readonly group: HiddenGroup;
  readonly columns: readonly HiddenColumn[];
  readonly texts: Texts;
  /** Shows the file where it is stored. */
  readonly show: () => void;
}

/** What stands in each column for a group. */
export function groupCells(
  props: CellsOf & { readonly waste: Waste; readonly image: Image },
): readonly ReactNode[] {
  const { group, waste, image, columns, texts, show } = props;
  const { t, locale, number } = texts;
  const cause = t(`waste.cause.${group.cause}`);
  // With the words for causes go those for layers.
  const named = columns.some(({ key }) => key === 'cause');
  const layers = { image, texts, named };
  const path = group.path === '' ? '/' : `/${visibleLine(group.path)}`;
  const cells: Readonly<Record<HiddenColumn['key'], ReactNode>> = {
    path: (
      <>
        <CauseMark cause={group.cause} label={cause} />
        {group.files === 1 ? (
          <PathLink text={path} show={show} />
        ) : (
          <span className={styles.folder}>{path.endsWith('/') ? path : `${path}/`}</span>
        )}
        <Reasons reasons={group.reasons} texts={texts} />
      </>
    ),
    cause: <span className={styles.faint}>{cause}</span>,
    files: number(group.files),
    size: (
      <span
        className={styles.size}
        title={formatExactBytes(group.bytes, t)}
        style={{ backgroundSize: `${(100 * group.bytes) / Math.max(1, waste.total)}% 100%` }}
      >
        {formatBytes(group.bytes, locale)}
      </span>
    ),
    stored: <LayerCell {...layers} layer={group.storedIn} />,
    hiding:
      group.hiddenIn === group.storedIn ? (
        <span className={styles.faint}>–</span>
      ) : (
        <LayerCell {...layers} layer={group.hiddenIn} />
      ),
  };
  return columns.map(({ key }) => cells[key]);
}

/** What stands in each column for a file of a group; what is the same for all of them is not said again. */
export function fileCells(props: CellsOf & { readonly file: HiddenFile }): readonly ReactNode[] {
  const { group, file, columns, texts, show } = props;
  const { t, locale } = texts;
  const path = visibleLine(pathBelow(file.path, group.path));
  const cells: Readonly<Partial<Record<HiddenColumn['key'], ReactNode>>> = {
    path: (
      <>
        {file.node === null ? (
          <span className={styles.faint}>{path}</span>
        ) : (
          <PathLink text={path} show={show} />
        )}
        <Reasons reasons={file.reasons} texts={texts} />
      </>
    ),
    size: <span title={formatExactBytes(file.bytes, t)}>{formatBytes(file.bytes, locale)}</span>,
  };
  return columns.map(({ key }) => cells[key]);
}

function PathLink({ text, show }: { readonly text: string; readonly show: () => void }) {
  return (
    <button type="button" className={styles.link} tabIndex={-1} onClick={show}>
      {text}
    </button>
  );
}

interface ReasonsProps {
  readonly reasons: readonly ChangeReason[];
  readonly texts: Texts;
}

function Reasons({ reasons, texts: { t } }: ReasonsProps) {
  if (reasons.length === 0) return null;
  return (
    <span className={styles.reasons}>
      {reasons.map((reason) => t(reasonWords[reason])).join(' · ')}
    </span>
  );
}

interface LayerCellProps {
  readonly image: Image;
  readonly layer: number;
  readonly texts: Texts;
  /** With the command that made it. */
  readonly named: boolean;
}

function LayerCell({ image, layer, named, texts: { t } }: LayerCellProps) {
  const command = image.layers[layer]?.command ?? '';
  return (
    <>
      <LayerChip layer={layer} label={t('layer.number', { layer: String(layer) })} />
      {named && (
        <span className={styles.command}>{visibleLine(command.replaceAll(/\s+/g, ' '))}</span>
      )}
    </>
  );
}
