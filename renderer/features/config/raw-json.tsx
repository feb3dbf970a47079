import { FileQuestion, Search, WrapText } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { indentJson } from './indent-json.ts';
import styles from './config.module.css';

const CodeView = lazy(async () => ({
  default: (await import('../preview/code-view.tsx')).CodeView,
}));

export interface RawJsonProps {
  /** The document as stored; null when the archive has none. */
  readonly text: string | null;
  readonly label: string;
}

/** A JSON document, indented for reading or exactly as stored. Copying always takes it as stored. */
export function RawJson({ text, label }: RawJsonProps) {
  const { t, locale } = useText();
  const [stored, setStored] = useState(false);
  const [wrap, setWrap] = useState(false);
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
        <IconButton
          size="s"
          icon={<WrapText />}
          label={t('preview.wrap')}
          pressed={wrap}
          onClick={() => setWrap(!wrap)}
        />
        <IconButton
          size="s"
          icon={<Search />}
          label={t('code.find')}
          shortcut="Mod+F"
          onClick={() => setSearches(searches + 1)}
        />
        <CopyButton text={text} label={t('config.copy')} />
      </div>
      <div className={styles.rawBody}>
        <Suspense fallback={<Spinner label={t('config.loading')} />}>
          <CodeView
            text={asStored ? text : indented}
            language="json"
            wrap={wrap}
            label={label}
            searches={searches}
          />
        </Suspense>
      </div>
    </div>
  );
}
