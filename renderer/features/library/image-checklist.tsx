import { useId, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { fitsImage, longList } from '../../i18n/image-search.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { shortImageId } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import styles from './dialogs.module.css';

/** An image to choose. */
export interface CheckedImage {
  readonly image: Image;
  readonly storedBytes: number;
}

export interface ImageChecklistProps {
  readonly images: readonly CheckedImage[];
  /** Keys of images. */
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly label: string;
}

const rowHeight = 29;
const mostRows = 7;

/** Images to choose some from; a long list can be filtered, and all that fit be chosen at once. */
export function ImageChecklist({ images, chosen, onChosen, label }: ImageChecklistProps) {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const labelId = useId();
  const isLong = images.length >= longList;
  const shown = isLong ? images.filter(({ image }) => fitsImage(image, search)) : images;
  const allChosen = shown.length > 0 && shown.every(({ image }) => chosen.has(image.key));

  function toggle(keys: readonly string[], on: boolean): void {
    const next = new Set(chosen);
    for (const key of keys) {
      if (on) next.add(key);
      else next.delete(key);
    }
    onChosen(next);
  }

  return (
    <div className={styles.checklist} role="group" aria-labelledby={labelId}>
      <p id={labelId} className={styles.legend}>
        {label}
      </p>
      {isLong && (
        <div className={styles.checklistTools}>
          <SearchField label={t('library.filter')} value={search} onChange={setSearch} />
          <span className={styles.faint} role="status">
            {t('library.checklist.chosen', { chosen: chosen.size, total: images.length })}
          </span>
          <Button
            size="s"
            disabled={shown.length === 0}
            onClick={() =>
              toggle(
                shown.map(({ image }) => image.key),
                !allChosen,
              )
            }
          >
            {t(allChosen ? 'library.checklist.none' : 'library.checklist.all')}
          </Button>
        </div>
      )}
      <div
        className={styles.checklistRows}
        style={{ height: Math.max(1, Math.min(mostRows, shown.length)) * rowHeight + 2 }}
      >
        {shown.length === 0 && <p className={styles.noFit}>{t('library.filter.none')}</p>}
        <VirtualRows count={shown.length} rowHeight={rowHeight} onWindow={ignore}>
          {(index) => {
            const item = shown[index];
            if (item === undefined) return null;
            const { key } = item.image;
            return (
              <ChecklistLine
                key={key}
                item={item}
                checked={chosen.has(key)}
                onChange={(on) => toggle([key], on)}
              />
            );
          }}
        </VirtualRows>
      </div>
    </div>
  );
}

function ignore(): void {}

interface ChecklistLineProps {
  readonly item: CheckedImage;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function ChecklistLine({ item, checked, onChange }: ChecklistLineProps) {
  const { t, locale } = useText();
  const { image, storedBytes } = item;
  const { references } = image;
  return (
    <label className={styles.choice} title={references.map(visibleLine).join('\n') || undefined}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={styles.name}>
        {namedImageText(image, t)}
        {references.length > 1 && (
          <span className={styles.faint}>
            {' '}
            {t('image.moreNames', { count: references.length - 1 })}
          </span>
        )}
      </span>
      {references.length > 0 && <code className={styles.faint}>{shortImageId(image)}</code>}
      <span className={styles.faint}>{visibleLine(platformText(image.platform))}</span>
      <span className={styles.size}>{formatBytes(storedBytes, locale)}</span>
    </label>
  );
}
