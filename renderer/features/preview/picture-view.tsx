import { ImageOff, Maximize, Scan } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './preview.module.css';

export interface PictureViewProps {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Shows the bytes instead. */
  readonly onHex: () => void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A picture in its size or fitted to the pane. It is an image element over bytes in memory: scripts inside a drawing do
 * not run and nothing it names is loaded.
 */
export function PictureView({ bytes, mediaType, onHex }: PictureViewProps) {
  const { t, number } = useText();
  const image = useRef<HTMLImageElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [fit, setFit] = useState(true);
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
    if (image.current !== null) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes, mediaType]);

  if (broken) {
    return (
      <EmptyState
        icon={<ImageOff />}
        title={t('preview.picture.broken')}
        actions={<Button onClick={onHex}>{t('preview.mode.hex')}</Button>}
      />
    );
  }
  return (
    <div className={styles.picture}>
      <div className={styles.stage} data-fit={fit || undefined}>
        <img
          ref={image}
          alt={t('preview.picture.alt')}
          draggable={false}
          onLoad={({ currentTarget }) =>
            setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
          onError={() => setBroken(true)}
        />
      </div>
      <div className={styles.pictureBar}>
        <span>
          {size !== null &&
            t('preview.picture.size', { width: number(size.width), height: number(size.height) })}
        </span>
        <IconButton
          size="s"
          side="top"
          icon={<Maximize />}
          label={t('preview.picture.fit')}
          pressed={fit}
          onClick={() => setFit(true)}
        />
        <IconButton
          size="s"
          side="top"
          icon={<Scan />}
          label={t('preview.picture.actual')}
          pressed={!fit}
          onClick={() => setFit(false)}
        />
      </div>
    </div>
  );
}
