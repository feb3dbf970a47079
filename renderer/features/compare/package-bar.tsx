import { Search, X } from 'lucide-react';
import type { PackageChange } from '../../../shared/model/package.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { managersOf, packageChanges, packageSum } from './package-rows.ts';
import type { PackageChangeKind, PackageOptions } from './package-rows.ts';
import styles from './packages-tab.module.css';

const signs: Readonly<Record<PackageChangeKind, string>> = {
  added: '+',
  removed: '−',
  changed: '~',
};

export interface PackageBarProps {
  /** All changes, for the numbers on the switches. */
  readonly changes: readonly PackageChange[];
  /** Those that the options leave, for the sum. */
  readonly shown: readonly PackageChange[];
  readonly unchanged: number;
  readonly options: PackageOptions;
  readonly onOptions: (change: Partial<PackageOptions>) => void;
}

/** Filters of the packages, and what those that are left come to. */
export function PackageBar({ changes, shown, unchanged, options, onOptions }: PackageBarProps) {
  const { t, locale, number } = useText();
  const managers = managersOf(changes);
  const sum = packageSum(shown);

  function toggle(kind: PackageChangeKind): void {
    const kinds = packageChanges.filter((other) =>
      other === kind ? !options.changes.includes(other) : options.changes.includes(other),
    );
    onOptions({ changes: kinds.length === 0 ? packageChanges : kinds });
  }

  return (
    <div className={styles.bar}>
      <span className={styles.filter}>
        <Search aria-hidden="true" />
        <input
          className={styles.input}
          type="text"
          aria-label={t('compare.packages.filter')}
          placeholder={t('compare.packages.filter')}
          value={options.text}
          spellCheck={false}
          onChange={(event) => onOptions({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onOptions({ text: '' });
          }}
        />
        {options.text !== '' && (
          <IconButton
            size="s"
            label={t('filter.clear')}
            icon={<X />}
            onClick={() => onOptions({ text: '' })}
          />
        )}
      </span>
      {managers.length > 1 && (
        <select
          className={styles.manager}
          aria-label={t('compare.packages.manager')}
          value={options.manager ?? ''}
          onChange={({ target }) =>
            onOptions({ manager: managers.find((each) => each === target.value) ?? null })
          }
        >
          <option value="">{t('compare.packages.allManagers')}</option>
          {managers.map((manager) => (
            <option key={manager} value={manager}>
              {manager}
            </option>
          ))}
        </select>
      )}
      <span className={styles.kinds} role="group" aria-label={t('kinds.title')}>
        {packageChanges.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.kind}
            data-change={kind}
            aria-pressed={options.changes.includes(kind)}
            onClick={() => toggle(kind)}
          >
            <b aria-hidden="true">{signs[kind]}</b>
            {t(`report.count.${kind}`, {
              count: changes.filter(({ change }) => change === kind).length,
            })}
          </button>
        ))}
      </span>
      <p className={styles.sum} role="status">
        {t('compare.packages.sum', {
          count: sum.count,
          bytes: formatBytesDifference(sum.bytes, locale),
        })}
        {sum.unknown > 0 && ` · ${t('compare.packages.unknown', { count: sum.unknown })}`}
        {` · ${t('compare.packages.unchanged', { count: number(unchanged) })}`}
      </p>
    </div>
  );
}
