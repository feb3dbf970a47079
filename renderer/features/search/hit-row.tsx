import { memo } from 'react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { SearchHit, SearchQuery } from '../../../shared/model/search.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { ownerText, typeWords } from '../../i18n/words.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { EntryIcon } from '../files/entry-icon.tsx';
import type { HitColumn, HitColumnId } from './hit-columns.ts';
import { placeImageName } from './hit-images.ts';
import { HitState } from './hit-state.tsx';
import { MarkedPath } from './marked-path.tsx';
import styles from './hit-grid.module.css';

export interface HitRowProps {
  readonly id: string;
  readonly index: number;
  /** Null while the hit is on its way. */
  readonly hit: SearchHit | null;
  readonly columns: readonly HitColumn[];
  readonly selected: boolean;
  /** What the hit was found for. */
  readonly query: SearchQuery;
  readonly sources: readonly SourceState[];
  readonly texts: Texts;
}

/** One version of a path that was found. Clicks are heard by the list. */
export const HitRow = memo(function HitRow(props: HitRowProps) {
  const { id, index, hit, columns, selected, texts } = props;
  return (
    <div
      id={id}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={hit === null || undefined}
      data-index={index}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          className={styles[column.id]}
          role="gridcell"
          // Its parts stand apart for the eye alone.
          aria-label={column.id === 'path' && hit !== null ? pathLabel(hit, texts) : undefined}
        >
          {hit === null ? (
            column.id === 'path' && <span className={styles.skeleton} data-length={index % 4} />
          ) : (
            <Cell {...props} hit={hit} column={column} />
          )}
        </div>
      ))}
    </div>
  );
});

function pathLabel({ path, type }: SearchHit, { t }: Texts): string {
  return `${t(typeWords[type])} ${visibleLine(path)}`;
}

interface CellProps extends Pick<HitRowProps, 'query' | 'sources' | 'texts'> {
  readonly hit: SearchHit;
  readonly column: HitColumn;
}

function Cell(props: CellProps): ReactNode {
  const { hit, column, query, texts } = props;
  const { t, locale } = texts;
  const [place] = hit.places;
  switch (column.id) {
    case 'state':
      return place !== undefined && <HitState place={place} short={column.short} />;
    case 'path':
      return (
        <>
          <EntryIcon row={hit} label={t(typeWords[hit.type])} />
          <span className={styles.link} data-show="" title={visibleLine(`/${hit.path}`)}>
            {'/'}
            <MarkedPath path={hit.path} query={query} />
          </span>
        </>
      );
    case 'size':
      return hit.type === 'file' ? formatBytes(hit.bytes, locale) : '';
    case 'mode':
      return formatMode(hit.mode, hit.type);
    case 'owner':
      return visibleLine(ownerText(hit.owner));
    case 'layer':
      return (
        place !== undefined && (
          <>
            <LayerChip
              layer={place.layer}
              label={t('layer.number', { layer: String(place.layer) })}
            />
            {!column.short && place.command !== null && (
              <span className={styles.command}>
                {visibleLine(place.command.replaceAll(/\s+/g, ' '))}
              </span>
            )}
          </>
        )
      );
    case 'image':
      return <Images {...props} />;
  }
}

function Images({ hit, sources, texts: { t, number } }: CellProps) {
  const [place] = hit.places;
  if (place === undefined) return null;
  const name = placeImageName(place, sources, t);
  return (
    <>
      <span className={styles.imageName} title={name}>
        {name.slice(name.lastIndexOf('/') + 1)}
      </span>
      {hit.images > 1 && (
        <span className={styles.more} title={t('search.images', { count: hit.images })}>
          {`+${number(hit.images - 1)}`}
        </span>
      )}
    </>
  );
}

/** Columns whose content stands at the end. */
export const endColumns: ReadonlySet<HitColumnId> = new Set(['size']);
