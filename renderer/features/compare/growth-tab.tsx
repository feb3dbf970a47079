import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Comparison, GrowthTreemap } from '../../../shared/model/comparison.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { reportFailure } from '../../store/follow.ts';
import { useSettingsStore } from '../../store/settings.ts';
import { Figure } from '../../ui/figure.tsx';
import { useHeight } from '../../ui/use-size.ts';
import { CallOutcome } from '../overview/call-outcome.tsx';
import { saveDrawing } from '../overview/save-drawing.ts';
import { TreemapDrawing } from '../usage/treemap-drawing.tsx';
import { TreemapSteps } from '../usage/treemap-steps.tsx';
import usage from '../usage/usage.module.css';
import { growthAreas } from './growth-areas.ts';
import { growthLook } from './growth-look.tsx';
import { GrowthTable } from './growth-table.tsx';
import styles from './growth.module.css';

export interface GrowthTabProps {
  /** Names the comparison in calls of the engine. */
  readonly comparison: number;
  readonly value: Comparison;
}

const root = 0;

/** What grew and what shrank as areas, with a way into every folder. */
export function GrowthTab({ comparison }: GrowthTabProps) {
  const [node, setNode] = useState(root);
  const call = useEngineCall('compare.growth', { comparison, node });
  return (
    <div className={styles.tab}>
      <CallOutcome call={call}>
        {(map) => <GrowthFigure comparison={comparison} map={map} onFolder={setNode} />}
      </CallOutcome>
    </div>
  );
}

interface GrowthFigureProps {
  readonly comparison: number;
  readonly map: GrowthTreemap;
  readonly onFolder: (node: number) => void;
}

function GrowthFigure({ comparison, map, onFolder }: GrowthFigureProps) {
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<number | null>(null);
  const areas = useMemo(() => growthAreas(map), [map]);
  const onFile = useMemo(() => (node: number) => void showFile(comparison, node), [comparison]);
  // Pointing at a cell changes the caption, not the cells.
  const drawing = useMemo(
    () => (
      <Filled>
        {(height) => (
          <TreemapDrawing
            map={areas}
            look={growthLook}
            height={height}
            onFolder={onFolder}
            onFile={onFile}
            onPoint={setPointed}
          />
        )}
      </Filled>
    ),
    [areas, onFolder, onFile],
  );
  const cell = pointed === null ? undefined : areas.cells[pointed];
  return (
    <Figure
      title={t('growth.title')}
      fileName={t('growth.fileName')}
      onExport={saveDrawing}
      controls={
        <span className={styles.controls}>
          <TreemapSteps map={map} onFolder={onFolder} />
          <Key />
        </span>
      }
      caption={cell === undefined ? t('growth.hint') : growthLook.describe(areas, cell, texts)}
      drawing={
        areas.cells[0]?.bytes === 0 ? (
          <p className={usage.nothing}>{t('growth.nothing')}</p>
        ) : (
          drawing
        )
      }
      table={<GrowthTable map={areas} onFolder={onFolder} onFile={onFile} />}
    />
  );
}

interface FilledProps {
  readonly children: (height: number) => ReactNode;
}

/** Pixels, below which the page scrolls. */
const lowest = 240;
/** Pixels above and below the drawing, together. */
const padding = 16;

/** Gives a drawing all the height there is. */
function Filled({ children }: FilledProps) {
  const frame = useRef<HTMLDivElement>(null);
  const height = useHeight(frame);
  return (
    <div ref={frame} className={styles.filled} style={{ minHeight: lowest + padding }}>
      {height > 0 && children(Math.max(lowest, height - padding))}
    </div>
  );
}

function Key() {
  const { t } = useText();
  return (
    <span className={styles.key}>
      <span>
        <i className={styles.swatch} />
        {t('growth.grown')}
      </span>
      <span>
        <i className={styles.swatch} data-direction="shrunk" />
        {t('growth.shrunk')}
      </span>
    </span>
  );
}

/** Puts the cursor of the files on a path. */
async function showFile(comparison: number, node: number): Promise<void> {
  try {
    const { path } = await engine.call('compare.describe', { comparison, node });
    useComparisonStore.getState().showFiles({ path });
  } catch (thrown) {
    reportFailure(useSettingsStore.getState().texts.t('growth.title'), thrown);
  }
}
