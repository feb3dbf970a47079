import { Equal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { configSections, sides } from '../../../shared/model/comparison.ts';
import type { ConfigDifference, ConfigSection } from '../../../shared/model/comparison.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { configModel } from '../config/config-model.ts';
import type { ComparedProps } from './compared-props.ts';
import { KeyRow, SameKeyRow } from './config-row.tsx';
import { DifferencesFrame } from './differences-frame.tsx';
import { sameKeys } from './same-keys.ts';
import type { SameKey } from './same-keys.ts';
import { SideMark } from './side-mark.tsx';
import styles from './config-differences.module.css';

/** What config, environment, labels and annotations say otherwise, key by key; what they agree on when asked for. */
export function ConfigDifferences({ value }: Pick<ComparedProps, 'value'>) {
  const { t } = useText();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const { grant, image } = value.a.point;
  const documents = useEngineCall('image.documents', onlyDifferent ? null : { grant, image });
  const text = documents.status === 'ready' ? documents.value.config : null;
  const same = useMemo(() => {
    const config = text === null ? null : configModel(text);
    return config === null ? [] : sameKeys(config, value.config);
  }, [text, value.config]);
  return (
    <DifferencesFrame
      summary={
        value.config.length === 0
          ? t('report.config.none')
          : t('report.config.count', { count: value.config.length })
      }
      onlyDifferent={onlyDifferent}
      onOnlyDifferent={setOnlyDifferent}
    >
      {value.config.length === 0 && onlyDifferent ? (
        <EmptyState icon={<Equal />} title={t('report.config.none')}>
          {t('compare.config.same')}
        </EmptyState>
      ) : (
        <div className={styles.scroller}>
          {configSections.map((section) => (
            <SectionTable
              key={section}
              section={section}
              differences={value.config.filter((each) => each.section === section)}
              same={same.filter((each) => each.section === section)}
            />
          ))}
        </div>
      )}
    </DifferencesFrame>
  );
}

interface SectionTableProps {
  readonly section: ConfigSection;
  readonly differences: readonly ConfigDifference[];
  readonly same: readonly SameKey[];
}

function SectionTable({ section, differences, same }: SectionTableProps) {
  const { t } = useText();
  if (differences.length + same.length === 0) return null;
  const title = t(`report.configSection.${section}`);
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>
        {title} {differences.length > 0 && <Badge>{differences.length}</Badge>}
      </h2>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={styles.key}>
              {t('report.key')}
            </th>
            {sides.map((side) => (
              <th key={side} scope="col">
                <SideMark side={side} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <KeyRow key={difference.key} difference={difference} />
          ))}
          {same.map((each, place) => (
            <SameKeyRow key={`${place} ${each.key}`} same={each} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
