import { useCallback, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { host } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { movedTo } from './hex-keys.ts';
import { HexLine, byteId } from './hex-line.tsx';
import { hexDump, hexWidth, offsetDigits } from './hex-rows.ts';
import styles from './hex-view.module.css';

const rowHeight = 18;
/** Pixels on both sides of a line. */
const padding = 16;

/** Chosen bytes: from where the choice began to where it has got, both included, in any order. */
interface ByteRange {
  readonly anchor: number;
  readonly head: number;
}

/** Bytes with their offsets and characters. Arrows move, Shift chooses, Ctrl/Cmd+C copies the chosen bytes as a dump. */
export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useText();
  const rows = useRef<VirtualRowsHandle>(null);
  const ruler = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(16);
  const [range, setRange] = useState<ByteRange>({ anchor: 0, head: 0 });
  const first = Math.min(range.anchor, range.head);
  const last = Math.max(range.anchor, range.head);

  const digits = offsetDigits(bytes.byteLength);
  const fit = useCallback(
    (pixels: number) => {
      const character = (ruler.current?.getBoundingClientRect().width ?? 0) / rulerCharacters;
      if (character > 0) setWidth(hexWidth(pixels - padding, character, digits));
    },
    [digits],
  );

  function choose(head: number, extend: boolean): void {
    setRange({ anchor: extend ? range.anchor : head, head });
    rows.current?.reveal(Math.floor(head / width));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'a') {
      setRange({ anchor: 0, head: bytes.byteLength - 1 });
    } else if (command && event.key === 'c') {
      void host.call('clipboard.write', { text: hexDump(bytes, first, last + 1) });
    } else {
      const page = rows.current?.pageSize() ?? 1;
      const target = movedTo(event, range.head, { width, page, length: bytes.byteLength });
      if (target === null) return;
      choose(target, event.shiftKey);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.hex}>
      <span ref={ruler} className={styles.ruler} aria-hidden="true">
        {'0'.repeat(rulerCharacters)}
      </span>
      <div
        className={styles.lines}
        role="grid"
        aria-rowcount={Math.ceil(bytes.byteLength / width)}
        aria-activedescendant={byteId(range.head)}
        aria-label={t('preview.hex.label')}
        aria-describedby="hex-status"
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <VirtualRows
          ref={rows}
          count={Math.ceil(bytes.byteLength / width)}
          rowHeight={rowHeight}
          role="rowgroup"
          onWindow={ignoreWindow}
          onWidth={fit}
        >
          {(row) => (
            <HexLine
              bytes={bytes}
              row={row}
              width={width}
              digits={digits}
              first={first}
              last={last}
              head={range.head}
              onChoose={choose}
            />
          )}
        </VirtualRows>
      </div>
      <p id="hex-status" className={styles.status} aria-live="polite">
        {first === last
          ? t('preview.hex.byte', {
              offset: hexNumber(first),
              hex: `0x${(bytes[first] ?? 0).toString(16).padStart(2, '0')}`,
              value: bytes[first] ?? 0,
            })
          : t('preview.hex.range', { count: last - first + 1, offset: hexNumber(first) })}
      </p>
    </div>
  );
}

const rulerCharacters = 100;

/** The bytes are all here, whichever rows are in sight. */
function ignoreWindow(): void {}

function hexNumber(value: number): string {
  return `0x${value.toString(16)}`;
}
