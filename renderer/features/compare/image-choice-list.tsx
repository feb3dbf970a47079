import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Box, PackageOpen, Search } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { useText } from '../../i18n/use-text.ts';
import { shortImageId } from '../../i18n/words.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { storedImageBytes } from '../archives/archive-items.ts';
import { imageChoices } from './image-choices.ts';
import type { ImageChoice } from './image-choices.ts';
import styles from './choose-image.module.css';

export interface ImageChoiceListProps {
  /** What the chosen image is to go with: it cannot be chosen itself, and its platform comes first. */
  readonly other: PlacedImage | null;
  readonly onChoose: (placed: PlacedImage) => void;
}

/** A list to choose one image of all that are open or kept, with a search that the arrow keys move in. */
export function ImageChoiceList({ other, onChoose }: ImageChoiceListProps) {
  const { t } = useText();
  const sources = useSourcesStore((state) => state.sources);
  const [search, setSearch] = useState('');
  const [position, setPosition] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const groups = imageChoices(sources, other, search, t);
  const choices = groups.flatMap((group) => group.choices);
  const current = Math.min(position, choices.length - 1);

  function move(to: number): void {
    const next = Math.max(0, Math.min(choices.length - 1, to));
    setPosition(next);
    list.current?.querySelector(`[data-choice="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  function handleKey(event: KeyboardEvent): void {
    const chosen = choices[current];
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'PageDown') move(current + 8);
    else if (event.key === 'PageUp') move(current - 8);
    else if (event.key === 'Enter' && chosen !== undefined) onChoose(placedOf(chosen));
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.choices}>
      <div className={styles.search}>
        <Search />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${prefix}-list`}
          aria-activedescendant={current >= 0 ? `${prefix}-${current}` : undefined}
          aria-label={t('compare.choose.search')}
          placeholder={t('compare.choose.search')}
          value={search}
          spellCheck={false}
          autoComplete="off"
          ref={focusSoon}
          onChange={(event) => {
            setSearch(event.target.value);
            setPosition(0);
          }}
          onKeyDown={handleKey}
        />
      </div>
      <div
        ref={list}
        id={`${prefix}-list`}
        className={styles.list}
        role="listbox"
        tabIndex={-1}
        aria-label={t('compare.choose.list')}
      >
        {groups.map(({ source, choices: ofSource }) => (
          <div key={source.grant} role="group" aria-labelledby={`${prefix}-${source.grant}`}>
            <p id={`${prefix}-${source.grant}`} className={styles.source} role="presentation">
              {source.role === 'library' ? t('library.kept.title') : visibleLine(source.name)}
            </p>
            {ofSource.map((choice) => {
              const index = choices.indexOf(choice);
              return (
                <ChoiceLine
                  key={choice.id}
                  id={`${prefix}-${index}`}
                  index={index}
                  choice={choice}
                  active={index === current}
                  onPoint={() => setPosition(index)}
                  onChoose={() => onChoose(placedOf(choice))}
                />
              );
            })}
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <div className={styles.nothing}>
          <EmptyState
            icon={<PackageOpen />}
            title={t(search === '' ? 'compare.choose.none' : 'compare.choose.notFound')}
          >
            {search === '' && t('compare.choose.none.text')}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

function placedOf({ source, image }: ImageChoice): PlacedImage {
  return { source, image };
}

/** The dialog takes the focus itself when it opens; the search gets it after that. */
function focusSoon(input: HTMLInputElement | null): void {
  if (input !== null) requestAnimationFrame(() => input.focus());
}

interface ChoiceLineProps {
  readonly id: string;
  readonly index: number;
  readonly choice: ImageChoice;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function ChoiceLine({ id, index, choice, active, onPoint, onChoose }: ChoiceLineProps) {
  const { t, locale, list } = useText();
  const { image, otherPlatforms, relation, unlike } = choice;
  return (
    <div
      id={id}
      data-choice={index}
      className={styles.choice}
      role="option"
      aria-selected={active}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Box />
      <span className={styles.name} data-untagged={image.references.length === 0 || undefined}>
        {visibleLine(choice.name)}
      </span>
      {relation !== null && <Badge tone="accent">{t(`compare.choose.${relation}`)}</Badge>}
      <code className={styles.id}>{shortImageId(image)}</code>
      <span className={styles.platform}>
        {unlike ? (
          <Badge tone="warning">{visibleLine(platformText(image.platform))}</Badge>
        ) : (
          visibleLine(platformText(image.platform))
        )}
        {otherPlatforms.length > 0 && (
          <span title={list(otherPlatforms.map(visibleLine))}>
            {t('compare.choose.platforms', { count: otherPlatforms.length })}
          </span>
        )}
      </span>
      <span className={styles.size}>{formatBytes(storedImageBytes(image), locale)}</span>
    </div>
  );
}
