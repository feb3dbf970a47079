import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useLayoutStore } from '../store/layout.ts';
import styles from './split.module.css';

export interface Pane {
  /** Unique in the whole window: sizes are remembered under it. */
  readonly id: string;
  readonly content: ReactNode;
  /** Pixels. A pane without a default size takes what the others leave. */
  readonly defaultSize?: number;
  readonly minSize: number;
  readonly maxSize?: number | string;
}

export interface SplitProps {
  readonly orientation: 'horizontal' | 'vertical';
  /** A pane that is closed is left out. */
  readonly panes: readonly Pane[];
  /** The accessible name of each line between two panes. */
  readonly separatorLabel: string;
}

/** Panes side by side or one above the other, with lines to drag between them. Sizes in pixels are remembered. */
export function Split({ orientation, panes, separatorLabel }: SplitProps) {
  return (
    <Group className={styles.group} orientation={orientation}>
      {panes.flatMap((pane, position) => [
        ...(position === 0
          ? []
          : [
              <Separator
                key={`${pane.id}-line`}
                className={styles.separator}
                aria-label={separatorLabel}
              />,
            ]),
        <SplitPane key={pane.id} pane={pane} />,
      ])}
    </Group>
  );
}

function SplitPane({
  pane: { content, defaultSize, id, maxSize, minSize },
}: {
  readonly pane: Pane;
}) {
  if (defaultSize === undefined) {
    return (
      <Panel id={id} className={styles.pane} minSize={minSize}>
        {content}
      </Panel>
    );
  }
  return (
    <Panel
      id={id}
      className={styles.pane}
      defaultSize={useLayoutStore.getState().paneSizes[id] ?? defaultSize}
      minSize={minSize}
      maxSize={maxSize ?? '100%'}
      groupResizeBehavior="preserve-pixel-size"
      onResize={({ inPixels }) => useLayoutStore.getState().setPaneSize(id, Math.round(inPixels))}
    >
      {content}
    </Panel>
  );
}
