import { visibleText } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import { commandLine } from './command-line.ts';
import type { Healthcheck } from './config-model.ts';
import styles from './config.module.css';

/** How an engine finds out whether the container is well; nothing where the image does not say. */
export function HealthcheckTable({ healthcheck }: { readonly healthcheck: Healthcheck | null }) {
  const { t, number } = useText();
  if (healthcheck === null) return null;
  const seconds = (key: string, label: string, value: number | null): KeyValue | null =>
    value === null ? null : { key, label, value: `${number(value)}\u00a0s` };
  const rows: (KeyValue | null)[] = [
    {
      key: 'test',
      label: t('config.healthcheck.test'),
      value:
        healthcheck.kind === 'exec' || healthcheck.kind === 'shell' ? (
          <code className={styles.words}>
            {visibleText(
              healthcheck.kind === 'exec'
                ? commandLine(healthcheck.test)
                : healthcheck.test.join(' '),
            )}
          </code>
        ) : (
          t(`config.healthcheck.${healthcheck.kind}`)
        ),
    },
    seconds('interval', t('config.healthcheck.interval'), healthcheck.interval),
    seconds('timeout', t('config.healthcheck.timeout'), healthcheck.timeout),
    seconds('startPeriod', t('config.healthcheck.startPeriod'), healthcheck.startPeriod),
    seconds('startInterval', t('config.healthcheck.startInterval'), healthcheck.startInterval),
    healthcheck.retries === null
      ? null
      : {
          key: 'retries',
          label: t('config.healthcheck.retries'),
          value: number(healthcheck.retries),
        },
  ];
  return (
    <Section title={t('config.healthcheck')}>
      <KeyValueTable rows={rows.filter((row) => row !== null)} />
    </Section>
  );
}
