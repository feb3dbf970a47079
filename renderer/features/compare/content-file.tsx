import { lazy, Suspense, useState } from 'react';
import { maxPreviewBytes } from '../../../shared/contract/engine.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import type { CallState } from '../../engine/use-call.ts';
import { formatName } from '../../i18n/format-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ModeButtons } from '../preview/mode-buttons.tsx';
import type { ContentMode } from '../preview/mode-buttons.tsx';
import { HexPair } from './content-hex.tsx';
import { pairModes } from './content-modes.ts';
import { PicturePair } from './content-pictures.tsx';
import { addressOf } from './content-side.ts';
import type { ContentSide } from './content-side.ts';
import { BothSides } from './content-sides.tsx';
import { useContents } from './use-contents.ts';
import styles from './content.module.css';

/** Loads with the first two texts that are held against each other. */
const TextPair = lazy(async () => ({ default: (await import('./content-text.tsx')).TextPair }));

export interface FilePairProps {
  readonly comparison: number;
  /** The path in the comparison. */
  readonly node: number;
  readonly a: ContentSide;
  readonly b: ContentSide;
}

/** Two files whose content differs: as text, pictures, or bytes. */
export function FilePair({ comparison, node, a, b }: FilePairProps) {
  const { t, locale } = useText();
  const [chosen, setChosen] = useState<ContentMode | null>(null);
  const callA = usePreview(a);
  const callB = usePreview(b);
  const contents = useContents(comparison, node, a, b);
  // Each side tells why it cannot be read, and the other is shown all the same.
  if (callA.status === 'failed' || callB.status === 'failed') return <BothSides a={a} b={b} />;
  const [previewA, previewB] = [latest(callA), latest(callB)];
  if (previewA === null || previewB === null) {
    return <EmptyState title={t('preview.loading')} icon={<Spinner size="l" />} />;
  }
  const modes = pairModes(previewA, previewB);
  const mode = chosen !== null && modes.includes(chosen) ? chosen : (modes[0] ?? 'hex');
  const leading = <ModeButtons modes={modes} mode={mode} onMode={setChosen} />;
  const first = contents.call.status === 'ready' ? contents.call.value.firstDifference : null;
  switch (mode) {
    case 'hex':
      return (
        <HexPair
          a={a}
          b={b}
          formats={{
            a: formatName(previewA, a.entry.path, t),
            b: formatName(previewB, b.entry.path, t),
          }}
          first={first}
          ask={contents.ask}
          leading={leading}
        />
      );
    case 'picture':
      return (
        <PicturePair
          a={a}
          b={b}
          previewA={previewA}
          previewB={previewB}
          leading={leading}
          onHex={() => setChosen('hex')}
        />
      );
    case 'text': {
      const largest = Math.max(previewA.totalBytes, previewB.totalBytes);
      return (
        <Suspense fallback={<Spinner label={t('preview.loading')} />}>
          <TextPair
            a={a}
            b={b}
            previewA={previewA}
            previewB={previewB}
            leading={leading}
            extent={
              largest > maxPreviewBytes && (
                <span className={styles.cut}>
                  {t('compareContent.cut', {
                    shown: formatBytes(maxPreviewBytes, locale),
                    total: formatBytes(largest, locale),
                  })}
                </span>
              )
            }
          />
        </Suspense>
      );
    }
  }
}

/** As much of a file as one call answers; one without bytes is not asked for. */
function usePreview(side: ContentSide): CallState<Preview> {
  const { bytes } = side.entry.attributes;
  const call = useEngineCall(
    'entry.preview',
    bytes === 0 ? null : { ...addressOf(side), limit: maxPreviewBytes },
  );
  return bytes === 0 ? { status: 'ready', value: emptyPreview } : call;
}

const emptyPreview: Preview = {
  kind: 'text',
  mediaType: '',
  format: null,
  bytes: new Uint8Array(0),
  totalBytes: 0,
};

function latest(call: CallState<Preview>): Preview | null {
  if (call.status === 'ready') return call.value;
  return call.status === 'loading' ? call.previous : null;
}
