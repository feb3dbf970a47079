import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { reportFailure } from '../../store/follow.ts';
import { useText } from '../../i18n/use-text.ts';
import { nextByteDifference } from './content-next-byte.ts';
import { addressOf, partReader } from './content-side.ts';
import type { ContentSide } from './content-side.ts';

export interface ByteSearch {
  readonly outcome: 'idle' | 'searching' | 'none';
  /** Looks for the next difference behind an offset, or the one before it. */
  readonly start: (from: number, backward: boolean) => void;
  readonly stop: () => void;
}

/** Searches two files for their next difference; `onFound` hears where it begins. */
export function useByteSearch(
  lengthA: number,
  lengthB: number,
  a: ContentSide,
  b: ContentSide,
  onFound: (offset: number) => void,
): ByteSearch {
  const { t } = useText();
  const [outcome, setOutcome] = useState<ByteSearch['outcome']>('idle');
  const running = useRef<AbortController | null>(null);
  const keyA = JSON.stringify(addressOf(a));
  const keyB = JSON.stringify(addressOf(b));
  const files = useMemo(
    () => ({
      a: { length: lengthA, read: partReader(addressOf(a)) },
      b: { length: lengthB, read: partReader(addressOf(b)) },
    }),
    // The keys stand for the sides by value.
    // oxlint-disable-next-line react/exhaustive-deps
    [keyA, keyB, lengthA, lengthB],
  );
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setOutcome('idle');
  }, []);
  useEffect(() => () => running.current?.abort(), [files]);

  const start = useCallback(
    (from: number, backward: boolean) => {
      running.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      setOutcome('searching');
      nextByteDifference(files.a, files.b, from, backward, signal).then(
        (found) => {
          if (signal.aborted) return;
          setOutcome(found === null ? 'none' : 'idle');
          if (found !== null) onFound(found);
        },
        (thrown: unknown) => {
          if (signal.aborted) return;
          setOutcome('idle');
          reportFailure(t('compareContent.searching'), thrown);
        },
      );
    },
    [files, onFound, t],
  );
  return { outcome, start, stop };
}
