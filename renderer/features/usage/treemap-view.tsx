import { useMemo, useState } from 'react';
import type { FileCell, FileTreemap } from '../../../shared/model/usage.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { TreemapDrawing, cellPath } from './treemap-drawing.tsx';
import type { TreemapLook } from './treemap-drawing.tsx';
import type { TreemapAreas } from './treemap-layout.ts';
import { TreemapSteps } from './treemap-steps.tsx';
import { TreemapTable } from './treemap-table.tsx';
import styles from './usage.module.css';

export interface TreemapViewProps {
  readonly map: FileTreemap;
  /** Asks for another folder of the same image. */
  readonly onFolder: (node: number) => void;
  /** A file was chosen. */
  readonly onFile: (node: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** The files of an image as areas, coloured by the layer that most of their bytes come from. */
export function TreemapView({ map, onFolder, onFile, onExport }: TreemapViewProps) {
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<number | null>(null);
  // Pointing at a cell changes the caption, not the cells.
  const drawing = useMemo(
    () => (
      <TreemapDrawing
        map={map}
        look={originLook}
        onFolder={onFolder}
        onFile={onFile}
        onPoint={setPointed}
      />
    ),
    [map, onFolder, onFile],
  );
  const cell = pointed === null ? undefined : map.cells[pointed];
  return (
    <Figure
      title={t('usage.files')}
      fileName={t('usage.files.fileName')}
      onExport={onExport}
      controls={<TreemapSteps map={map} onFolder={onFolder} />}
      caption={cell === undefined ? t('usage.files.hint') : originLook.describe(map, cell, texts)}
      drawing={
        map.bytes === 0 ? <p className={styles.nothing}>{t('usage.files.nothing')}</p> : drawing
      }
      table={<TreemapTable map={map} onFolder={onFolder} onFile={onFile} />}
    />
  );
}

const originLook: TreemapLook<FileCell> = {
  label: ({ t }) => t('usage.files'),
  // Colours come again after twelve layers; the number does not.
  corner: ({ origin }) => (origin === null ? null : String(origin)),
  marks: ({ origin }) => ({ 'data-origin': origin === null ? undefined : origin % 12 }),
  /** `usr/lib/, 45 MB, 12 % of the image, most of it from layer 3` */
  describe: (map: TreemapAreas<FileCell>, cell, texts) => {
    const { t, locale } = texts;
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const whole = map.cells[0]?.bytes ?? 0;
    return t('usage.files.cell', {
      path: cellPath(map, cell, texts),
      size: formatBytes(cell.bytes, locale),
      share: percent.format(whole === 0 ? 0 : cell.bytes / whole),
      layer: cell.origin === null ? '–' : String(cell.origin),
      layerShare: percent.format(cell.bytes === 0 ? 0 : cell.originBytes / cell.bytes),
    });
  },
};
