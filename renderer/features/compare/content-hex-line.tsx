import { memo } from 'react';
import type { Side } from '../../../shared/model/comparison.ts';
import { hexRow } from '../preview/hex-rows.ts';
import { classes } from '../../ui/classes.ts';
import hex from '../preview/hex-view.module.css';
import styles from './content.module.css';

export interface HexPairLineProps {
  readonly row: number;
  /** Bytes of either side on a line. */
  readonly width: number;
  /** Digits of an offset. */
  readonly digits: number;
  /** The bytes of the line; null while they are on their way. */
  readonly a: Uint8Array | null;
  readonly b: Uint8Array | null;
  /** The byte that the keys move, if it is on this line. */
  readonly head: number | null;
  /** The bytes as characters as well. */
  readonly characters: boolean;
  readonly onChoose: (offset: number) => void;
}

/** One line: the offset, the bytes of A, the bytes of B; those that differ are marked on both sides. */
export const HexPairLine = memo(function HexPairLine(props: HexPairLineProps) {
  const { row, width, digits, a, b } = props;
  return (
    <div className={hex.row} role="row" aria-rowindex={row + 1}>
      <span className={hex.offset} role="rowheader">
        {(row * width).toString(16).padStart(digits, '0')}
      </span>
      <HexSide {...props} side="a" own={a} other={b} />
      <HexSide {...props} side="b" own={b} other={a} />
    </div>
  );
});

interface HexSideProps extends HexPairLineProps {
  readonly side: Side;
  readonly own: Uint8Array | null;
  readonly other: Uint8Array | null;
}

function HexSide({ side, row, width, own, other, head, characters, onChoose }: HexSideProps) {
  const start = row * width;
  const cells = own === null ? [] : hexRow(own, 0, width).bytes;
  const stateOf = (column: number): string | undefined => {
    if (head === start + column) return 'head';
    if (own === null || other === null) return undefined;
    return own[column] === other[column] ? undefined : 'differs';
  };
  return (
    <span className={classes(hex.cells, styles.hexSide)} role="presentation" data-side={side}>
      <span
        className={hex.bytes}
        role="presentation"
        data-width={width}
        onPointerDown={(event) => {
          const byte = event.target instanceof HTMLElement ? event.target.dataset['byte'] : null;
          if (byte !== null && byte !== undefined) onChoose(Number(byte));
        }}
      >
        {own === null ? (
          <span className={styles.wait}>…</span>
        ) : (
          cells.map((cell, column) => (
            <span
              key={column}
              id={pairByteId(side, start + column)}
              role="gridcell"
              aria-selected={head === start + column}
              data-byte={start + column}
              data-kind={cell.kind}
              data-state={stateOf(column)}
            >
              {cell.hex}
            </span>
          ))
        )}
      </span>
      {characters && (
        <span className={styles.characters} aria-hidden="true" style={{ width: `${width}ch` }}>
          {cells.map((cell, column) => (
            <span key={column} data-kind={cell.kind} data-state={stateOf(column)}>
              {cell.character}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

/** The id of the cell that shows a byte of a side. */
export function pairByteId(side: Side, offset: number): string {
  return `byte-${side}-${offset}`;
}
