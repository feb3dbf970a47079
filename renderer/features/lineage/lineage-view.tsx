import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyTree, Lineage } from '../../../shared/model/lineage.ts';
import { useText } from '../../i18n/use-text.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useZoom } from '../../ui/use-zoom.ts';
import { FamilyDrawing } from './family-drawing.tsx';
import { FamilyTable } from './family-table.tsx';
import { memberCaption } from './member-caption.ts';
import styles from './lineage.module.css';

export interface LineageViewProps {
  readonly lineage: Lineage;
  readonly tree: FamilyTree;
  readonly basis: ByteBasis;
  readonly onBasis: (basis: ByteBasis) => void;
  /** Keys of the chosen images. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (image: number, more: boolean) => void;
  /** Images are positions in `lineage.images`. */
  readonly onOpen: (image: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** Pointing at a member changes the caption, not the tree. */
const SteadyDrawing = memo(FamilyDrawing);

/** Who is built on whom, over all images at hand. */
export function LineageView(props: LineageViewProps) {
  const { lineage, tree, basis, onBasis, selected, onSelect, onOpen, onExport } = props;
  const texts = useText();
  const { t } = texts;
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller);
  const [pointed, setPointed] = useState<number | null>(null);
  if (lineage.images.length === 0) {
    return <EmptyState title={t('lineage.empty')}>{t('lineage.empty.text')}</EmptyState>;
  }
  function fit() {
    const drawing = scroller.current?.querySelector('svg')?.viewBox.baseVal;
    if (drawing !== undefined) zoom.fit(drawing.width, drawing.height);
  }
  const member = pointed === null ? undefined : tree.members[pointed];
  return (
    <Figure
      title={t('lineage.title')}
      level={1}
      fileName={t('lineage.fileName')}
      onExport={onExport}
      controls={
        <>
          <BasisChoice basis={basis} onChange={onBasis} />
          <IconButton label={t('figure.zoomOut')} icon={<ZoomOut />} onClick={zoom.zoomOut} />
          <IconButton label={t('figure.zoomIn')} icon={<ZoomIn />} onClick={zoom.zoomIn} />
          <IconButton label={t('figure.fit')} icon={<Maximize />} onClick={fit} />
        </>
      }
      caption={
        member === undefined ? t('lineage.hint') : memberCaption(lineage, member, basis, texts)
      }
      drawing={
        <div ref={scroller} className={styles.scroller}>
          <SteadyDrawing
            lineage={lineage}
            tree={tree}
            basis={basis}
            scale={zoom.scale}
            selected={selected}
            onSelect={onSelect}
            onOpen={onOpen}
            onPoint={setPointed}
          />
        </div>
      }
      table={<FamilyTable lineage={lineage} tree={tree} basis={basis} onOpen={onOpen} />}
    />
  );
}
