import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { failureOf } from '../../../shared/contract/frames.ts';
import type { Side } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { VirtualRowsHandle } from '../../ui/virtual-rows.tsx';
import { movedTo } from '../preview/hex-keys.ts';
import { offsetDigits } from '../preview/hex-rows.ts';
import hex from '../preview/hex-view.module.css';
import { BytePages } from './content-byte-pages.ts';
import { HexPairLine, pairByteId } from './content-hex-line.tsx';
import { hexPairLayout } from './content-hex-layout.ts';
import { SideHeads } from './content-side-heads.tsx';
import { addressOf, partReader } from './content-side.ts';
import type { ContentSide } from './content-side.ts';
import { DifferenceSteps } from './content-steps.tsx';
import { useByteSearch } from './use-byte-search.ts';
import styles from './content.module.css';

const rowHeight = 18;
/** Pixels on both sides of a line. */
const padding = 16;
const rulerCharacters = 100;

export interface HexPairProps {
  readonly a: ContentSide;
  readonly b: ContentSide;
  /** What the files are by their bytes, in words; null where that is not known. */
  readonly formats: Readonly<Record<Side, string | null>>;
  /** Offset of the first byte that differs, as soon as that is known. */
  readonly first: number | null;
  /** Has two large files compared to find it; null where that is not needed. */
  readonly ask: (() => void) | null;
  /** Before the buttons: the other ways to look at the file. */
  readonly leading: ReactNode;
}

/** The bytes of two files of any size at the same offsets, read as they come into sight. */
export function HexPair({ a, b, formats, first, ask, leading }: HexPairProps) {
  const { t, number } = useText();
  const rows = useRef<VirtualRowsHandle>(null);
  const ruler = useRef<HTMLSpanElement>(null);
  const pagesA = useBytePages(a);
  const pagesB = useBytePages(b);
  const length = Math.max(pagesA.length, pagesB.length);
  const digits = offsetDigits(length);
  const [layout, setLayout] = useState({ width: 8, characters: false });
  const [chosen, setChosen] = useState<number | null>(null);
  const head = Math.min(chosen ?? first ?? 0, Math.max(0, length - 1));
  const { width } = layout;

  const fit = useCallback(
    (pixels: number) => {
      const character = (ruler.current?.getBoundingClientRect().width ?? 0) / rulerCharacters;
      if (character > 0) setLayout(hexPairLayout(pixels - padding, character, digits));
    },
    [digits],
  );
  const show = useCallback(
    (from: number, count: number) => {
      for (const pages of [pagesA, pagesB]) pages.show(from * width, (from + count) * width);
    },
    [pagesA, pagesB, width],
  );
  const choose = useCallback(
    (offset: number) => {
      setChosen(offset);
      rows.current?.reveal(Math.floor(offset / width));
    },
    [width],
  );
  useEffect(() => {
    rows.current?.reveal(Math.floor(head / width));
    // Another width, or the first difference become known, brings the byte back into sight; keys do so themselves.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [width, first]);

  const search = useByteSearch(pagesA.length, pagesB.length, a, b, choose);
  const { start } = search;
  const onStep = useCallback((backward: boolean) => start(head, backward), [start, head]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey) return;
    const page = rows.current?.pageSize() ?? 1;
    const target = movedTo(event, head, { width, page, length });
    if (target === null) return;
    choose(target);
    event.preventDefault();
    event.stopPropagation();
  }

  const byteA = pagesA.bytes(head, head + 1)?.[0];
  const byteB = pagesB.bytes(head, head + 1)?.[0];
  const error = pagesA.state().error ?? pagesB.state().error;
  return (
    <div className={styles.content}>
      <div className={styles.bar}>
        {leading}
        <div className={styles.status}>
          {first !== null && (
            <button type="button" className={styles.jump} onClick={() => choose(first)}>
              {t('compareContent.firstDifference', { offset: offsetText(first) })}
            </button>
          )}
          {ask !== null && (
            <button type="button" className={styles.jump} onClick={ask}>
              {t('compareContent.compareBytes')}
            </button>
          )}
          {search.outcome === 'none' && <Badge>{t('compareContent.noFurther')}</Badge>}
          {error !== null && <Badge tone="error">{failureText(failureOf(error), t)}</Badge>}
        </div>
        {search.outcome === 'searching' ? (
          <span className={styles.steps}>
            <Spinner label={t('compareContent.searching')} />
            <Button size="s" variant="ghost" onClick={search.stop}>
              {t('inspector.cancel')}
            </Button>
          </span>
        ) : (
          <DifferenceSteps place="" disabled={false} onStep={onStep} />
        )}
      </div>
      <SideHeads a={a} b={b} formats={formats} />
      <div className={styles.body}>
        <div className={hex.hex}>
          <span ref={ruler} className={hex.ruler} aria-hidden="true">
            {'0'.repeat(rulerCharacters)}
          </span>
          <div
            className={hex.lines}
            role="grid"
            tabIndex={0}
            aria-label={t('compareContent.hex.label')}
            aria-rowcount={Math.ceil(length / width)}
            aria-activedescendant={pairByteId(byteB === undefined ? 'a' : 'b', head)}
            aria-describedby="hex-pair-status"
            onKeyDown={onKeyDown}
          >
            <VirtualRows
              ref={rows}
              count={Math.ceil(length / width)}
              rowHeight={rowHeight}
              role="rowgroup"
              onWindow={show}
              onWidth={fit}
            >
              {(row) => (
                <HexPairLine
                  row={row}
                  width={width}
                  digits={digits}
                  a={pagesA.bytes(row * width, (row + 1) * width)}
                  b={pagesB.bytes(row * width, (row + 1) * width)}
                  head={Math.floor(head / width) === row ? head : null}
                  characters={layout.characters}
                  onChoose={choose}
                />
              )}
            </VirtualRows>
          </div>
          <p id="hex-pair-status" className={hex.status} aria-live="polite">
            {t('compareContent.hex.byte', {
              offset: offsetText(head),
              decimal: number(head),
              a: byteText(byteA),
              b: byteText(byteB),
            })}
          </p>
        </div>
      </div>
    </div>
  );
}

/** The parts of a side that have been read; the component draws again as they arrive. */
function useBytePages(side: ContentSide): BytePages {
  const { grant, image, layer, node } = addressOf(side);
  const length = side.entry.attributes.bytes;
  const pages = useMemo(
    () => new BytePages(length, partReader({ grant, image, layer, node })),
    [grant, image, layer, node, length],
  );
  useEffect(() => () => pages.close(), [pages]);
  useSyncExternalStore(pages.subscribe, pages.state);
  return pages;
}

function offsetText(value: number): string {
  return `0x${value.toString(16)}`;
}

function byteText(byte: number | undefined): string {
  return byte === undefined ? '–' : `0x${byte.toString(16).padStart(2, '0')}`;
}
