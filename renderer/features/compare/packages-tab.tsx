import { Package } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PackageComparison } from '../../../shared/model/package.ts';
import { unreadTexts } from '../../../shared/report/list-texts.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CallOutcome } from '../overview/call-outcome.tsx';
import type { ComparedProps } from './compared-props.ts';
import { PackageBar } from './package-bar.tsx';
import { PackageGrid } from './package-grid.tsx';
import { packageChanges, packageRows } from './package-rows.ts';
import type { PackageOptions } from './package-rows.ts';
import styles from './packages-tab.module.css';

/** Which packages came, went and changed their version, and the layers that did it. */
export function PackagesTab({ comparison }: Pick<ComparedProps, 'comparison'>) {
  const packages = useEngineCall('compare.packages', { comparison });
  return <CallOutcome call={packages}>{(found) => <Packages found={found} />}</CallOutcome>;
}

function Packages({ found }: { readonly found: PackageComparison }) {
  const texts = useText();
  const { t } = texts;
  const [options, setOptions] = useState<PackageOptions>({
    text: '',
    changes: packageChanges,
    manager: null,
    sort: 'name',
    descending: false,
  });
  const rows = useMemo(() => packageRows(found.changes, options), [found, options]);
  const unread = unreadTexts(found, texts, (text) => `“${text}”`);
  const unchanged = t('report.packages.unchanged', { count: found.unchanged });
  const notes = unread.length > 0 && (
    <ul className={styles.unread}>
      {unread.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
  if (found.changes.length === 0) {
    return (
      <div className={styles.tab}>
        {notes}
        <EmptyState
          icon={<Package />}
          title={t(
            found.unchanged === 0 && unread.length === 0
              ? 'compare.packages.nothing'
              : 'report.packages.none',
          )}
        >
          {found.unchanged === 0 ? t('compare.packages.nothing.text') : unchanged}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.tab}>
      <PackageBar
        changes={found.changes}
        shown={rows}
        unchanged={found.unchanged}
        options={options}
        onOptions={(change) => setOptions({ ...options, ...change })}
      />
      {notes}
      {rows.length === 0 ? (
        <EmptyState icon={<Package />} title={t('compare.packages.filtered')} />
      ) : (
        <PackageGrid
          rows={rows}
          options={options}
          onSort={(sort) =>
            setOptions({
              ...options,
              sort,
              descending: options.sort === sort ? !options.descending : sort === 'bytes',
            })
          }
        />
      )}
    </div>
  );
}
