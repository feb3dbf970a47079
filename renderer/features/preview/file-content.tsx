import { useEffect, useMemo, useState } from 'react';
import type { Preview } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { decodeText } from './decode-text.ts';
import type { DecodedText } from './decode-text.ts';
import { HexView } from './hex-view.tsx';
import { LazyCodeView } from './lazy-code-view.tsx';
import { ModeButtons } from './mode-buttons.tsx';
import type { ContentMode } from './mode-buttons.tsx';
import { TextButtons } from './text-buttons.tsx';
import { languageOf } from './language-id.ts';
import { PictureView } from './picture-view.tsx';
import { ContentStatus } from './content-status.tsx';
import { usePreviewStore } from './preview-store.ts';
import styles from './preview.module.css';

export interface FileContentProps {
  readonly preview: Preview;
  readonly path: string;
  /** More of the file is on its way. */
  readonly fetching: boolean;
  /** Fetches as much as can be had; null when that has been done. */
  readonly onMore: (() => void) | null;
}

/** The bytes of a file as text, picture or hex. */
export function FileContent({ preview, path, fetching, onMore }: FileContentProps) {
  const { t } = useText();
  const wrap = usePreviewStore((state) => state.wrap);
  const setWrap = usePreviewStore((state) => state.setWrap);
  const [chosen, setChosen] = useState<ContentMode | null>(null);
  const [searches, setSearches] = useState(0);
  const cut = preview.bytes.byteLength < preview.totalBytes;
  const modes = modesOf(preview);
  const mode = chosen !== null && modes.includes(chosen) ? chosen : (modes[0] ?? 'hex');
  const decoded = useDecoded(mode === 'text' ? preview.bytes : null, cut);
  const language = decoded === null ? null : languageOf(path, firstLine(decoded.text));

  // A picture is of no use by its first part.
  const wantsAll = preview.kind === 'picture' && cut && !fetching;
  useEffect(() => {
    if (wantsAll) onMore?.();
  }, [wantsAll, onMore]);

  return (
    <div className={styles.content}>
      <div className={styles.bar}>
        <ModeButtons modes={modes} mode={mode} onMode={setChosen} />
        <ContentStatus
          preview={preview}
          path={path}
          decoded={decoded}
          language={language}
          fetching={fetching}
          onMore={onMore}
        />
        {mode === 'text' && (
          <TextButtons wrap={wrap} onWrap={setWrap} onFind={() => setSearches(searches + 1)} />
        )}
      </div>
      <div className={styles.body}>
        {mode === 'picture' && (
          <PictureView
            bytes={preview.bytes}
            mediaType={preview.mediaType}
            onHex={() => setChosen('hex')}
          />
        )}
        {mode === 'hex' && <HexView bytes={preview.bytes} />}
        {decoded !== null && (
          <LazyCodeView
            text={decoded.text}
            language={language}
            wrap={wrap}
            label={t('preview.text.label', { path })}
            searches={searches}
          />
        )}
      </div>
    </div>
  );
}

/** The ways to look at the bytes, the natural one first. */
function modesOf(preview: Preview): readonly ContentMode[] {
  const complete = preview.bytes.byteLength >= preview.totalBytes;
  switch (preview.kind) {
    case 'text':
      return ['text', 'hex'];
    case 'picture': {
      const drawing = preview.mediaType === 'image/svg+xml';
      return [
        ...(complete ? (['picture'] as const) : []),
        ...(drawing ? (['text'] as const) : []),
        'hex',
      ];
    }
    case 'binary':
      return ['hex', 'text'];
  }
}

/** The text that bytes hold, worked out once. */
function useDecoded(bytes: Uint8Array | null, cut: boolean): DecodedText | null {
  return useMemo(() => (bytes === null ? null : decodeText(bytes, cut)), [bytes, cut]);
}

/** As much of the first line as can name an interpreter. */
function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return text.slice(0, Math.min(end === -1 ? text.length : end, 256));
}
