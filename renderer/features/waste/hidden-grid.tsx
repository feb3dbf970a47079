import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { failureOf } from '../../../shared/contract/frames.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Waste } from '../../../shared/model/waste.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import { useWidth } from '../../ui/use-size.ts';
import type { FilePages } from './file-pages.ts';
import { fileCells, groupCells, hiddenColumns } from './hidden-cells.tsx';
import { HiddenDetails } from './hidden-details.tsx';
import { HiddenLines } from './hidden-rows.ts';
import type { HiddenLine, Shown } from './hidden-rows.ts';
import styles from './hidden-grid.module.css';

/** Pixels. */
const rowHeight = 26;
const headHeight = 27;
const fewestRows = 4;
const mostRows = 16;

export interface HiddenGridProps {
  readonly image: Image;
  readonly waste: Waste;
  /** Positions of the groups to list. */
  readonly shown: readonly number[];
  readonly pages: FilePages;
  /** Shows what a line stands for. */
  readonly onShow: (line: HiddenLine, what: Shown) => void;
}

/** Groups of hidden files, most bytes first, each to be opened to its files. */
export function HiddenGrid({ image, waste, shown, pages, onShow }: HiddenGridProps) {
  const texts = useText();
  const { t } = texts;
  const { groups } = waste;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [cursor, setCursor] = useState<HiddenLine | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  useSyncExternalStore(pages.subscribe, pages.version);
  const lines = useMemo(() => new HiddenLines(groups, shown, open), [groups, shown, open]);
  const columns = hiddenColumns(width, texts);
  // Where a filter took the line away, the first one is meant.
  const current = (cursor === null ? null : lines.indexOf(cursor)) ?? 0;
  const line = lines.line(current);
  const height = headHeight + Math.max(fewestRows, Math.min(mostRows, lines.count)) * rowHeight;

  useEffect(() => {
    // The list scrolls by itself, and the page around it, too: the line that the keys came to is in sight of both.
    const wait = requestAnimationFrame(() => {
      const selected = frame.current?.querySelector('[role="row"][aria-selected="true"]');
      if (frame.current?.contains(document.activeElement) === true) {
        selected?.scrollIntoView({ block: 'nearest' });
      }
    });
    return () => cancelAnimationFrame(wait);
  }, [current]);

  return (
    <>
      <div ref={frame} className={styles.frame} style={{ height }}>
        <TreeGrid
          label={t('waste.list')}
          columns={columns}
          count={lines.count}
          rowHeight={rowHeight}
          current={current}
          onCurrent={(index) => setCursor(lines.line(index))}
          line={(index) => {
            const drawn = lines.line(index);
            const group = drawn === null ? undefined : groups[drawn.group];
            if (drawn === null || group === undefined) return null;
            const show = (): void => onShow(drawn, 'stored');
            if (drawn.kind === 'group') {
              const all = groupCells({ group, waste, image, columns, texts, show });
              return {
                cells: all,
                ...(group.files > 1 ? { expanded: open.has(drawn.group) } : {}),
              };
            }
            const file = pages.file(drawn.group, drawn.file);
            if (file === null) return null;
            return { cells: fileCells({ group, file, columns, texts, show }), level: 2 };
          }}
          parentOf={(index) => {
            const below = lines.line(index);
            return below?.kind === 'file' ? index - below.file - 1 : null;
          }}
          onExpand={(index, expanded) => {
            const opened = lines.line(index);
            if (opened === null) return;
            const next = new Set(open);
            if (expanded) next.add(opened.group);
            else next.delete(opened.group);
            setOpen(next);
            setCursor(opened);
          }}
          onOpen={(index) => {
            const chosen = lines.line(index);
            if (chosen !== null) onShow(chosen, 'stored');
          }}
        />
      </div>
      {pages.failure !== null && (
        <p className={styles.failure} role="alert">
          {t('waste.list.failed', { reason: failureText(failureOf(pages.failure), t) })}
        </p>
      )}
      {line !== null && (
        <HiddenDetails
          image={image}
          waste={waste}
          line={line}
          file={line.kind === 'file' ? pages.file(line.group, line.file) : null}
          onShow={(what) => onShow(line, what)}
        />
      )}
    </>
  );
}
