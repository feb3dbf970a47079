import type { CSSProperties } from 'react';
import { useLayoutStore } from '../store/layout.ts';
import type { Pane, SplitOrientation } from './pane.ts';
import { SplitLine } from './split-line.tsx';
import styles from './split.module.css';

export interface SplitProps {
  readonly orientation: SplitOrientation;
  /** A pane that is closed is left out. */
  readonly panes: readonly Pane[];
  /** The accessible name of each line between two panes. */
  readonly separatorLabel: string;
}

/**
 * Panes side by side or one above the other, with lines to drag between them. Sizes in pixels are remembered. The browser
 * lays the panes out alone: nothing is measured before a line is dragged.
 */
export function Split({ orientation, panes, separatorLabel }: SplitProps) {
  return (
    <div className={styles.group} data-orientation={orientation}>
      {panes.flatMap((pane, position) => {
        const before = panes[position - 1];
        return [
          ...(before === undefined
            ? []
            : [
                <SplitLine
                  key={`${pane.id}-line`}
                  orientation={orientation}
                  before={before}
                  after={pane}
                  label={separatorLabel}
                />,
              ]),
          <SplitPane key={pane.id} orientation={orientation} pane={pane} />,
        ];
      })}
    </div>
  );
}

interface SplitPaneProps {
  readonly orientation: SplitOrientation;
  readonly pane: Pane;
}

function SplitPane({ orientation, pane }: SplitPaneProps) {
  const { content, defaultSize, id, maxSize, minSize } = pane;
  const size = useLayoutStore((state) => state.paneSizes[id]) ?? defaultSize;
  const style: CSSProperties =
    orientation === 'horizontal'
      ? { minWidth: minSize, maxWidth: maxSize }
      : { minHeight: minSize, maxHeight: maxSize };
  return (
    <div
      className={styles.pane}
      style={{ ...style, flex: defaultSize === undefined ? '1 1 0' : `0 1 ${size}px` }}
    >
      {content}
    </div>
  );
}
