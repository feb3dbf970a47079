import { FileSearch } from 'lucide-react';
import { emptyQuery } from '../../../shared/model/search.ts';
import type { SearchQuery } from '../../../shared/model/search.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSearchStore } from '../../store/search.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './search.module.css';

/** Searches worth trying, which show at once what can be asked. */
const examples: readonly { readonly label: TextKey; readonly query: Partial<SearchQuery> }[] = [
  { label: 'search.example.keys', query: { text: '*.{pem,key}', textMode: 'glob' } },
  { label: 'search.example.env', query: { text: '^\\.env(\\..+)?$', textMode: 'regex' } },
  {
    label: 'search.example.hidden',
    query: { state: 'hidden', types: ['file'], minBytes: 1_000_000 },
  },
  { label: 'search.example.setuid', query: { setuid: true } },
];

/** What stands there before anything is looked for. */
export function SearchStart() {
  const { t } = useText();
  const setQuery = useSearchStore((state) => state.setQuery);
  return (
    <EmptyState
      icon={<FileSearch />}
      title={t('search.start')}
      actions={
        <span className={styles.examples}>
          {examples.map(({ label, query }) => (
            <button
              key={label}
              type="button"
              className={styles.example}
              onClick={() => setQuery({ ...emptyQuery, ...query })}
            >
              {t(label)}
            </button>
          ))}
        </span>
      }
    >
      {t('search.start.text')}
    </EmptyState>
  );
}
