import type { KeyboardEvent } from 'react';
import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyMember, Lineage } from '../../../shared/model/lineage.ts';
import { amountText } from '../../../shared/format/amount.ts';
import { useText } from '../../i18n/use-text.ts';
import { fitText, textWidth } from '../../ui/fit-text.ts';
import type { BoxLine } from './box-lines.ts';
import { boxLineHeight, boxPadding } from './box-size.ts';
import type { FamilyBox } from './layout.ts';
import styles from './lineage.module.css';

export interface FamilyBoxGroupProps {
  readonly box: FamilyBox;
  readonly member: FamilyMember;
  readonly lineage: Lineage;
  readonly lines: readonly BoxLine[];
  readonly basis: ByteBasis;
  readonly selected: ReadonlySet<string>;
  readonly found: ReadonlySet<number>;
  readonly sought: number | null;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPoint: (inside: boolean) => void;
  readonly onSelect: (image: number, more: boolean) => void;
  readonly onOpen: (image: number) => void;
}

/** One member of the family: images as leaves, or layers that are shared and no image. */
export function FamilyBoxGroup(props: FamilyBoxGroupProps) {
  const { box, member, lineage, lines, basis, selected, tabStop } = props;
  const texts = useText();
  const isSelected = (image: number | null) =>
    image !== null && selected.has(lineage.images[image]?.key ?? '');
  const label = [
    ...lines.map(({ text, mark }) => (mark === '' ? text : `${text} (${mark})`)),
    texts.t('lineage.added', { count: member.nodes.length }),
    amountText(member.added[basis], texts),
  ].join(', ');
  return (
    <g
      className={styles.box}
      role="treeitem"
      aria-level={box.column + 1}
      aria-selected={member.images.some(isSelected)}
      aria-expanded={member.children.length > 0 ? true : undefined}
      aria-label={label}
      tabIndex={tabStop ? 0 : -1}
      data-thing=""
      data-member={box.member}
      data-kind={member.kind}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onPointerEnter={() => props.onPoint(true)}
      onPointerLeave={() => props.onPoint(false)}
    >
      <rect
        className={styles.frame}
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={7}
      />
      {lines.map((line, place) => (
        <BoxLineText
          key={`${line.kind} ${line.image ?? line.text}`}
          line={line}
          x={box.x}
          y={box.y + boxPadding + place * boxLineHeight}
          width={box.width}
          selected={isSelected(line.image)}
          found={line.image !== null && props.found.has(line.image)}
          sought={line.image !== null && line.image === props.sought}
          onSelect={props.onSelect}
          onOpen={props.onOpen}
        />
      ))}
    </g>
  );
}

const markStyle = { size: 11, weight: 400 };

interface BoxLineTextProps {
  readonly line: BoxLine;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly selected: boolean;
  readonly found: boolean;
  readonly sought: boolean;
  readonly onSelect: (image: number, more: boolean) => void;
  readonly onOpen: (image: number) => void;
}

function BoxLineText(props: BoxLineTextProps) {
  const { line, x, y, width, selected, found, sought, onSelect, onOpen } = props;
  const { image } = line;
  const style = { size: 12, weight: line.kind === 'image' ? 500 : 400 };
  const markWidth = line.mark === '' ? 0 : textWidth(line.mark, markStyle) + 10;
  const cut = image === null ? 'end' : 'start';
  const words = (
    <>
      <text className={styles.line} data-kind={line.kind} x={x + 22} y={y + 14}>
        {fitText(line.text, width - 34 - markWidth, style, cut)}
      </text>
      {line.mark !== '' && (
        <text className={styles.mark} x={x + width - 10} y={y + 14}>
          {line.mark}
        </text>
      )}
    </>
  );
  if (image === null) return words;
  return (
    <g
      className={styles.leaf}
      data-image={image}
      data-selected={selected || undefined}
      data-found={found || undefined}
      data-sought={sought || undefined}
      onClick={(event) => onSelect(image, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={() => onOpen(image)}
    >
      <title>{line.text}</title>
      <rect className={styles.leafGround} x={x + 4} y={y} width={width - 8} height={20} rx={4} />
      <circle className={styles.leafMark} cx={x + 13} cy={y + 10} r={3.5} />
      {words}
    </g>
  );
}
