import { memo, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyTree, Lineage } from '../../../shared/model/lineage.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { fitsImage, longList } from '../../i18n/image-search.ts';
import { useText } from '../../i18n/use-text.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useZoom } from '../../ui/use-zoom.ts';
import { ZoomButtons } from '../../ui/zoom-buttons.tsx';
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
  /** What can be done with the chosen images; beside the title. */
  readonly chosenActions?: ReactNode;
  /** Images are positions in `lineage.images`. */
  readonly onOpen: (image: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** Below this the names in the boxes are too small. */
const readableScale = 0.6;

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
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const found = useMemo(() => foundIn(lineage, tree, search), [lineage, tree, search]);
  const foundSet = useMemo(() => new Set(found), [found]);
  const sought = found.length === 0 ? null : (found[place % found.length] ?? null);
  if (lineage.images.length === 0) {
    return <EmptyState title={t('lineage.empty')}>{t('lineage.empty.text')}</EmptyState>;
  }
  /** What was looked for is to be read, too. */
  function goTo(next: number) {
    setPlace(next);
    if (zoom.scale < readableScale) zoom.reset();
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
          <ZoomButtons zoom={zoom} scroller={scroller} />
          {lineage.images.length >= longList && (
            <SearchField
              label={t('lineage.find')}
              value={search}
              onChange={(next) => {
                setSearch(next);
                goTo(0);
              }}
              {...(search.trim() === '' ? {} : { note: placeText(place, found.length, t) })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || found.length === 0) return;
                const step = event.shiftKey ? found.length - 1 : 1;
                goTo((place + step) % found.length);
              }}
            />
          )}
          {props.chosenActions}
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
            found={foundSet}
            sought={sought}
            onSelect={onSelect}
            onOpen={onOpen}
            onPoint={setPointed}
          />
        </div>
      }
      table={
        <FamilyTable
          lineage={lineage}
          tree={tree}
          basis={basis}
          found={search.trim() === '' ? null : foundSet}
          selected={selected}
          onSelect={onSelect}
          onOpen={onOpen}
        />
      }
    />
  );
}

/** The images that fit a search, in the order in which the tree shows them; none without one. */
function foundIn(lineage: Lineage, tree: FamilyTree, search: string): readonly number[] {
  if (search.trim() === '') return [];
  return tree.members
    .flatMap(({ images }) => images)
    .filter((image) => {
      const named = lineage.images[image];
      return named !== undefined && fitsImage(named, search);
    });
}

function placeText(place: number, count: number, t: Translate): string {
  if (count === 0) return t('lineage.find.none');
  return t('lineage.find.place', { place: (place % count) + 1, count });
}
