import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyTree, Lineage } from '../../../shared/model/lineage.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { boxHeight } from './box-size.ts';
import { boxLines } from './box-lines.ts';
import { FamilyBranchLine } from './family-branch.tsx';
import { FamilyBoxGroup } from './family-box.tsx';
import { moveInFamily } from './family-keys.ts';
import { layoutFamily } from './layout.ts';
import styles from './lineage.module.css';

export interface FamilyDrawingProps {
  readonly lineage: Lineage;
  readonly tree: FamilyTree;
  readonly basis: ByteBasis;
  readonly scale: number;
  /** Keys of the chosen images. */
  readonly selected: ReadonlySet<string>;
  /** Images that a search found, and the one of them to bring into sight; positions in `lineage.images`. */
  readonly found: ReadonlySet<number>;
  readonly sought: number | null;
  /** `more` adds to what is chosen, for comparing. */
  readonly onSelect: (image: number, more: boolean) => void;
  readonly onOpen: (image: number) => void;
  /** The member that the pointer or the keyboard is at; null for none. */
  readonly onPoint: (member: number | null) => void;
}

/**
 * The family tree as a picture. Arrow keys go along the branches, Enter opens an image, the space bar chooses it; a
 * member of several images takes its first, and each of them can be clicked.
 */
export function FamilyDrawing(props: FamilyDrawingProps) {
  const { lineage, tree, basis, scale, selected, found, sought, onSelect, onOpen, onPoint } = props;
  const texts = useText();
  const drawing = useRef<SVGSVGElement>(null);
  const [stop, setStop] = useState(0);
  const lines = useMemo(() => {
    const called = imageTexts(lineage.images, texts.t);
    return tree.members.map((member) => boxLines(lineage, member, called, texts));
  }, [lineage, tree, texts]);
  const layout = useMemo(() => {
    return layoutFamily(
      tree,
      lines.map((each) => boxHeight(each.length)),
    );
  }, [tree, lines]);
  // A root with many images on it stands in their middle, far below the top of the drawing.
  useLayoutEffect(() => {
    const scroller = drawing.current?.parentElement;
    const [root] = layout.boxes;
    if (!scroller || root === undefined) return;
    scroller.scrollTop = root.y + root.height / 2 - scroller.clientHeight / 2;
  }, [layout]);
  useLayoutEffect(() => {
    const member =
      sought === null ? -1 : tree.members.findIndex((each) => each.images.includes(sought));
    if (member === -1) return;
    const box = drawing.current?.querySelector(`[data-member="${member}"]`);
    const leaf = box?.querySelector(`[data-image="${sought}"]`) ?? box;
    leaf?.scrollIntoView({ block: 'center', inline: 'center' });
  }, [sought, tree]);
  const tabStop = Math.min(stop, tree.members.length - 1);

  function onKeyDown(event: KeyboardEvent, member: number) {
    const [image] = tree.members[member]?.images ?? [];
    if (image !== undefined && event.key === 'Enter') onOpen(image);
    else if (image !== undefined && event.key === ' ') onSelect(image, true);
    else {
      const next = moveInFamily(tree, layout, member, event.key);
      if (next === null) return;
      focusMember(next);
    }
    event.preventDefault();
  }

  function focusMember(member: number) {
    setStop(member);
    const box = drawing.current?.querySelector<SVGGElement>(`[data-member="${member}"]`);
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  return (
    <svg
      ref={drawing}
      className={styles.drawing}
      role="tree"
      aria-multiselectable="true"
      aria-label={texts.t('lineage.title')}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width * scale}
      height={layout.height * scale}
    >
      {layout.headings.map(({ platform, y }) => (
        <text key={`${y}`} className={styles.heading} x={24} y={y + 18} aria-hidden="true">
          {visibleLine(platformText(platform))}
        </text>
      ))}
      {layout.branches.map((branch) => (
        <FamilyBranchLine
          key={branch.member}
          branch={branch}
          member={tree.members[branch.member]}
          basis={basis}
        />
      ))}
      {layout.boxes.map((box) => {
        const member = tree.members[box.member];
        if (member === undefined) return null;
        return (
          <FamilyBoxGroup
            key={box.member}
            box={box}
            member={member}
            lineage={lineage}
            lines={lines[box.member] ?? []}
            basis={basis}
            selected={selected}
            found={found}
            sought={sought}
            tabStop={box.member === tabStop}
            onFocus={() => {
              setStop(box.member);
              onPoint(box.member);
            }}
            onKeyDown={(event) => onKeyDown(event, box.member)}
            onPoint={(inside) => onPoint(inside ? box.member : null)}
            onSelect={onSelect}
            onOpen={onOpen}
          />
        );
      })}
    </svg>
  );
}
