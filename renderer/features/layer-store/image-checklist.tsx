import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { StoreImage } from '../../../shared/model/store.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './dialogs.module.css';

export interface ImageChecklistProps {
  readonly images: readonly StoreImage[];
  /** Keys of images. */
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly label: string;
}

/** The images of the library to choose some from. */
export function ImageChecklist({ images, chosen, onChosen, label }: ImageChecklistProps) {
  const { t, locale } = useText();
  function toggle(key: string): void {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChosen(next);
  }
  return (
    <fieldset className={styles.checklist}>
      <legend>{label}</legend>
      <ul>
        {images.map(({ image, size }) => (
          <li key={image.key}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={chosen.has(image.key)}
                onChange={() => toggle(image.key)}
              />
              <span className={styles.name}>
                {namedImageText(image, t)}
                {image.references.length > 1 && (
                  <span className={styles.faint}>
                    {' '}
                    {t('image.moreNames', { count: image.references.length - 1 })}
                  </span>
                )}
              </span>
              <span className={styles.faint}>{visibleLine(platformText(image.platform))}</span>
              <span className={styles.size}>{formatBytes(size.storedBytes, locale)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
