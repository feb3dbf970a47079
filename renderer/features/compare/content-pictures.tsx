import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PictureView } from '../preview/picture-view.tsx';
import { SideHead } from './content-side-heads.tsx';
import type { ContentSide } from './content-side.ts';
import styles from './content.module.css';

export interface PicturePairProps {
  readonly a: ContentSide;
  readonly b: ContentSide;
  readonly previewA: Preview;
  readonly previewB: Preview;
  readonly leading: ReactNode;
  readonly onHex: () => void;
}

/** Two pictures beside each other. */
export function PicturePair(props: PicturePairProps) {
  const { a, b, previewA, previewB, leading, onHex } = props;
  return (
    <div className={styles.content}>
      <div className={styles.bar}>
        {leading}
        <div className={styles.status}>
          {previewA.mediaType === previewB.mediaType
            ? previewA.mediaType
            : `${previewA.mediaType} → ${previewB.mediaType}`}
        </div>
      </div>
      <div className={styles.pair}>
        <PictureSide side={a} preview={previewA} onHex={onHex} />
        <PictureSide side={b} preview={previewB} onHex={onHex} />
      </div>
    </div>
  );
}

interface PictureSideProps {
  readonly side: ContentSide;
  readonly preview: Preview;
  readonly onHex: () => void;
}

function PictureSide({ side, preview, onHex }: PictureSideProps) {
  const { t, locale } = useText();
  const whole = preview.bytes.byteLength >= preview.totalBytes;
  return (
    <div className={styles.sideColumn}>
      <SideHead side={side} />
      <div className={styles.body}>
        {whole ? (
          <PictureView bytes={preview.bytes} mediaType={preview.mediaType} onHex={onHex} />
        ) : (
          <EmptyState title={t('compareContent.pictureTooLarge')}>
            {formatBytes(preview.totalBytes, locale)}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
