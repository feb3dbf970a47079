import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { SearchQuery } from '../../../shared/model/search.ts';
import { useText } from '../../i18n/use-text.ts';
import { filterCount, useSearchStore } from '../../store/search.ts';
import { Badge } from '../../ui/badge.tsx';
import { Choice } from '../../ui/choice.tsx';
import { TextModes } from '../files/text-modes.tsx';
import { hitGridId } from './hit-grid.tsx';
import { searchErrorId, searchFieldId } from './search-field-id.ts';
import styles from './search.module.css';

const states: readonly SearchQuery['state'][] = ['any', 'visible', 'hidden'];

export interface SearchBarProps {
  /** The id of the line that the cursor is on, while there are hits; null without any. */
  readonly active: string | null;
  /** Why the pattern was refused, in words. */
  readonly error: string | null;
  /** A key that may have a meaning for the hits; answers whether it had. */
  readonly onKey: (key: string) => boolean;
}

/** The field, what its text is, which versions count, and the way to more filters. */
export function SearchBar({ active, error, onKey }: SearchBarProps) {
  const { t } = useText();
  const query = useSearchStore((state) => state.query);
  const filtersOpen = useSearchStore((state) => state.filtersOpen);
  const setQuery = useSearchStore((state) => state.setQuery);
  const setFiltersOpen = useSearchStore((state) => state.setFiltersOpen);
  const field = useRef<HTMLInputElement>(null);
  const stateLabel = useId();
  const filters = filterCount(query);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Escape' && query.text !== '') setQuery({ text: '' });
    else if (!onKey(event.key)) return;
    event.preventDefault();
  }

  return (
    <div className={styles.bar}>
      <div className={styles.field} data-invalid={error !== null || undefined}>
        <Search className={styles.fieldIcon} />
        <input
          ref={field}
          id={searchFieldId}
          className={styles.input}
          type="text"
          role="combobox"
          aria-expanded={active !== null}
          aria-haspopup="grid"
          aria-controls={active === null ? undefined : hitGridId}
          aria-activedescendant={active ?? undefined}
          aria-autocomplete="list"
          aria-label={t('search.placeholder')}
          placeholder={t('search.placeholder')}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : searchErrorId}
          value={query.text}
          maxLength={4096}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setQuery({ text: event.target.value })}
          onKeyDown={handleKey}
        />
        {query.text !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('search.clear')}
            onClick={() => {
              setQuery({ text: '' });
              field.current?.focus();
            }}
          >
            <X />
          </button>
        )}
        <TextModes mode={query.textMode} onMode={(textMode) => setQuery({ textMode })} />
      </div>
      <div className={styles.choices}>
        <span id={stateLabel} className={styles.spoken}>
          {t('search.state')}
        </span>
        <Choice
          options={states.map((id) => ({ id, label: t(`search.states.${id}`) }))}
          value={query.state}
          onChange={(state) => setQuery({ state })}
          labelledBy={stateLabel}
        />
        <button
          type="button"
          className={styles.filters}
          aria-expanded={filtersOpen}
          data-active={filters > 0 || undefined}
          onClick={() => setFiltersOpen(!filtersOpen)}
        >
          <ListFilter />
          {t('search.filters')}
          {filters > 0 && <Badge tone="accent">{filters}</Badge>}
        </button>
      </div>
    </div>
  );
}
