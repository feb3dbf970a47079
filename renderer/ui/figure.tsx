import { FileImage, ImageDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Choice } from './choice.tsx';
import { exportPng, exportSvg, type ExportedDrawing } from './export-drawing.ts';
import { IconButton } from './icon-button.tsx';
import styles from './figure.module.css';

export interface FigureProps {
  readonly title: string;
  /** Depth of the title among the headings of the window: 1 where the drawing is the page. */
  readonly level?: 1 | 2;
  /** One svg element with a viewBox. */
  readonly drawing: ReactNode;
  /** The same in words and numbers. */
  readonly table: ReactNode;
  /** Between the title and the buttons. */
  readonly controls?: ReactNode;
  /** What the thing pointed at is; a line under the drawing. */
  readonly caption: ReactNode;
  /** Name of the saved file without its ending. */
  readonly fileName: string;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** A drawing with its title, its table form, and the buttons that save it. */
export function Figure(props: FigureProps) {
  const { title, level = 2, drawing, table, controls, caption, fileName, onExport } = props;
  const { t } = useText();
  const Title = level === 1 ? 'h1' : 'h2';
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<'drawing' | 'table'>('drawing');
  const shown = () => body.current?.querySelector<SVGSVGElement>('svg[viewBox]') ?? null;
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <div className={styles.header}>
        <Title id={titleId} className={styles.title}>
          {title}
        </Title>
        <div className={styles.controls}>{controls}</div>
        <Choice
          options={[
            { id: 'drawing', label: t('figure.drawing') },
            { id: 'table', label: t('figure.table') },
          ]}
          value={form}
          onChange={setForm}
          labelledBy={titleId}
        />
        <span className={styles.exports}>
          <IconButton
            label={t('figure.svg')}
            icon={<FileImage />}
            disabled={form === 'table'}
            onClick={() => {
              const found = shown();
              if (found !== null) onExport(exportSvg(found, fileName, title));
            }}
          />
          <IconButton
            label={t('figure.png')}
            icon={<ImageDown />}
            disabled={form === 'table'}
            onClick={() => {
              const found = shown();
              if (found !== null) void exportPng(found, fileName, title).then(onExport);
            }}
          />
        </span>
      </div>
      <div ref={body} className={styles.body}>
        {form === 'drawing' ? drawing : table}
      </div>
      {form === 'drawing' && (
        <figcaption className={styles.caption} aria-live="polite">
          {caption}
        </figcaption>
      )}
    </figure>
  );
}
