import { FileQuestion } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LazyCodeView } from '../preview/lazy-code-view.tsx';
import { usePreviewStore } from '../preview/preview-store.ts';
import { TextButtons } from '../preview/text-buttons.tsx';
import { indentJson } from './indent-json.ts';
import styles from './config.module.css';

export interface RawJsonProps {
  /** The document as stored; null when the archive has none. */
  readonly text: string | null;
  readonly label: string;
}

/** A JSON document, indented for reading or exactly as stored. Copying always takes it as stored. */
export function RawJson({ text, label }: RawJsonProps) {
  const { t, locale } = useText();
  const [stored, setStored] = useState(false);
  const wrap = usePreviewStore((state) => state.wrap);
  const setWrap = usePreviewStore((state) => state.setWrap);
  const [searches, setSearches] = useState(0);
  const indented = useMemo(() => (text === null ? null : indentJson(text)), [text]);

  if (text === null) {
    return (
      <EmptyState icon={<FileQuestion />} title={t('config.document.none')}>
        {t('config.document.none.text')}
      </EmptyState>
    );
  }
  const asStored = stored || indented === null || indented === text;
  return (
    <div className={styles.raw}>
      <div className={styles.rawBar}>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={asStored}
            disabled={indented === null || indented === text}
            onChange={(event) => setStored(event.currentTarget.checked)}
          />
          {t('config.asStored')}
        </label>
        <span className={styles.faint}>
          {formatBytes(new TextEncoder().encode(text).byteLength, locale)}
        </span>
        <TextButtons wrap={wrap} onWrap={setWrap} onFind={() => setSearches(searches + 1)} />
        <CopyButton text={text} label={t('config.copy')} />
      </div>
      <div className={styles.rawBody}>
        <LazyCodeView
          text={asStored ? text : indented}
          language="json"
          wrap={wrap}
          label={label}
          searches={searches}
        />
      </div>
    </div>
  );
}
