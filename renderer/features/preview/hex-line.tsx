import { memo } from 'react';
import { hexRow } from './hex-rows.ts';
import styles from './hex-view.module.css';

export interface HexLineProps {
  readonly bytes: Uint8Array;
  readonly row: number;
  /** Bytes on a line. */
  readonly width: number;
  /** Digits of an offset. */
  readonly digits: number;
  /** The chosen bytes, both included. */
  readonly first: number;
  readonly last: number;
  /** The byte that the keys move. */
  readonly head: number;
  readonly onChoose: (byte: number, extend: boolean) => void;
}

/** One line: offset, bytes in hex, the same bytes as characters. */
export const HexLine = memo(function HexLine(props: HexLineProps) {
  const { bytes, row, width, digits, first, last, head, onChoose } = props;
  const line = hexRow(bytes, row, width);
  const cells = line.bytes.map((byte, column) => {
    const offset = line.start + column;
    return {
      ...byte,
      offset,
      state: offset === head ? 'head' : offset >= first && offset <= last ? 'chosen' : undefined,
    };
  });
  return (
    <div className={styles.row} role="row" aria-rowindex={row + 1}>
      <span className={styles.offset} role="rowheader">
        {line.start.toString(16).padStart(digits, '0')}
      </span>
      <span
        className={styles.cells}
        role="presentation"
        onPointerDown={(event) => {
          const byte = pointedByte(event.target);
          if (byte !== null) onChoose(byte, event.shiftKey);
        }}
        onPointerMove={(event) => {
          const byte = event.buttons === 1 ? pointedByte(event.target) : null;
          if (byte !== null) onChoose(byte, true);
        }}
      >
        <span className={styles.bytes} role="presentation" data-width={width}>
          {cells.map((cell) => (
            <span
              key={cell.offset}
              id={byteId(cell.offset)}
              role="gridcell"
              aria-selected={cell.state !== undefined}
              tabIndex={-1}
              data-byte={cell.offset}
              data-kind={cell.kind}
              data-state={cell.state}
            >
              {cell.hex}
            </span>
          ))}
        </span>
        <span className={styles.characters} aria-hidden="true">
          {cells.map((cell) => (
            <span
              key={cell.offset}
              data-byte={cell.offset}
              data-kind={cell.kind}
              data-state={cell.state}
            >
              {cell.character}
            </span>
          ))}
        </span>
      </span>
    </div>
  );
});

/** The id of the cell that shows a byte. */
export function byteId(offset: number): string {
  return `byte-${offset}`;
}

function pointedByte(target: EventTarget): number | null {
  const byte = target instanceof HTMLElement ? target.dataset['byte'] : undefined;
  return byte === undefined ? null : Number(byte);
}
