import { TriangleAlert } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { formatText } from '../../i18n/format-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { DecodedText } from './decode-text.ts';
import { languageNames } from './language-names.ts';
import type { LanguageId } from './language-id.ts';
import styles from './preview.module.css';

export interface ContentStatusProps {
  readonly preview: Preview;
  readonly path: string;
  /** The text where it is shown as such. */
  readonly decoded: DecodedText | null;
  readonly language: LanguageId | null;
  readonly fetching: boolean;
  readonly onMore: (() => void) | null;
}

/** How the bytes were read, and how many of them are shown. */
export function ContentStatus({
  preview,
  path,
  decoded,
  language,
  fetching,
  onMore,
}: ContentStatusProps) {
  const { t, locale } = useText();
  const shown = preview.bytes.byteLength;
  return (
    <div className={styles.status}>
      {language !== null && <span>{languageNames[language]}</span>}
      {decoded !== null && (
        <>
          <span>{t(`preview.encoding.${decoded.encoding}`)}</span>
          {decoded.lineEndings !== 'none' && decoded.lineEndings !== 'lf' && (
            <span>{t(`preview.lineEndings.${decoded.lineEndings}`)}</span>
          )}
          {decoded.hiddenCharacters > 0 && (
            <span title={t('preview.hidden.text')}>
              <Badge tone="warning">
                <TriangleAlert />
                {t('preview.hidden', { count: decoded.hiddenCharacters })}
              </Badge>
            </span>
          )}
        </>
      )}
      {decoded === null && <span>{formatText(preview, path, t)}</span>}
      {shown < preview.totalBytes && (
        <span className={styles.cut}>
          {t('preview.cut', {
            shown: formatBytes(shown, locale),
            total: formatBytes(preview.totalBytes, locale),
          })}
          {fetching ? (
            <Spinner label={t('preview.loading')} />
          ) : (
            onMore !== null && (
              <button type="button" className={styles.more} onClick={onMore}>
                {t('preview.more')}
              </button>
            )
          )}
        </span>
      )}
    </div>
  );
}
