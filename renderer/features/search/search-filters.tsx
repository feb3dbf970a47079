import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import {
  filterCount,
  typeGroupNames,
  typeGroups,
  useSearchStore,
  withGroup,
  withoutFilters,
} from '../../store/search.ts';
import { Button } from '../../ui/button.tsx';
import { SizeFilter } from '../files/size-filter.tsx';
import { parseHash } from './parse-hash.ts';
import styles from './search.module.css';

/** What narrows a search beside its text: kinds of entries, size, owner, setuid, and the hash of the content. */
export function SearchFilters() {
  const { t } = useText();
  const query = useSearchStore((state) => state.query);
  const setQuery = useSearchStore((state) => state.setQuery);
  return (
    <div className={styles.filterLine} role="group" aria-label={t('search.filters')}>
      <span className={styles.toggles} role="group" aria-label={t('search.types')}>
        {typeGroupNames.map((group) => {
          const on = typeGroups[group].every((type) => query.types.includes(type));
          return (
            <Toggle
              key={group}
              on={on}
              onChange={(next) => setQuery({ types: withGroup(query.types, group, next) })}
            >
              {t(`search.types.${group}`)}
            </Toggle>
          );
        })}
      </span>
      <SizeFilter
        minBytes={query.minBytes}
        maxBytes={query.maxBytes}
        onChange={(minBytes, maxBytes) => setQuery({ minBytes, maxBytes })}
      />
      <Toggle on={query.setuid} onChange={(setuid) => setQuery({ setuid })}>
        {t('search.setuid')}
      </Toggle>
      <label className={styles.labelled}>
        {t('column.owner')}
        <input
          className={styles.small}
          value={query.owner}
          maxLength={256}
          placeholder={t('search.owner.example')}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setQuery({ owner: event.target.value })}
        />
      </label>
      <HashField />
      {filterCount(query) > 0 && (
        <Button
          size="s"
          variant="ghost"
          onClick={() => setQuery({ ...withoutFilters(query), state: query.state })}
        >
          {t('search.filters.clear')}
        </Button>
      )}
    </div>
  );
}

interface ToggleProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
}

function Toggle({ on, onChange, children }: ToggleProps) {
  return (
    <button type="button" className={styles.toggle} aria-pressed={on} onClick={() => onChange(!on)}>
      {children}
    </button>
  );
}

/** The beginning of a sha256. It counts once it is long enough to mean one content. */
function HashField() {
  const { t } = useText();
  const hash = useSearchStore((state) => state.query.hash);
  const setQuery = useSearchStore((state) => state.setQuery);
  const [draft, setDraft] = useState(hash);
  const [taken, setTaken] = useState(hash);
  const id = useId();
  if (taken !== hash) {
    setTaken(hash);
    // Cleared, or set by an example: not what is being typed.
    if ((parseHash(draft) ?? '') !== hash) setDraft(hash);
  }
  const parsed = parseHash(draft);
  return (
    <span className={styles.labelled}>
      <label htmlFor={id}>SHA-256</label>
      <input
        id={id}
        className={styles.hashInput}
        value={draft}
        placeholder={t('search.hash.example')}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={parsed === null}
        title={parsed === null ? t('search.hash.invalid') : undefined}
        aria-describedby={parsed === null ? `${id}-note` : undefined}
        onChange={(event) => {
          setDraft(event.target.value);
          setQuery({ hash: parseHash(event.target.value) ?? '' });
        }}
      />
      {parsed === null && (
        <span id={`${id}-note`} className={styles.hashNote}>
          {t('search.hash.invalid')}
        </span>
      )}
    </span>
  );
}
