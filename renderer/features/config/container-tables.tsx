import { visibleLine, visibleText } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import { commandLine, startLine } from './command-line.ts';
import type { RunConfig } from './config-model.ts';
import type { EnvironmentVariable } from './environment.ts';
import { HealthcheckTable } from './healthcheck-table.tsx';
import styles from './config.module.css';

/** What a container made from the image starts with. */
export function ContainerTables({ run }: { readonly run: RunConfig }) {
  const { t } = useText();
  return (
    <>
      <Start run={run} />
      {run.environment.length > 0 && (
        <Section title={t('config.environment')} badge={<Badge>{run.environment.length}</Badge>}>
          <KeyValueTable
            mono
            rows={run.environment.map((variable, position) => ({
              key: `${position} ${variable.name}`,
              label: visibleLine(variable.name),
              value: <Variable variable={variable} />,
            }))}
          />
        </Section>
      )}
      <HealthcheckTable healthcheck={run.healthcheck} />
      <Items title={t('config.onBuild')} items={run.onBuild} note={t('config.onBuild.note')} />
    </>
  );
}

function Start({ run }: { readonly run: RunConfig }) {
  const { t, number } = useText();
  const start = startLine(run.entrypoint, run.command);
  const command = (key: string, label: string, words: readonly string[]): KeyValue | null =>
    words.length === 0
      ? null
      : {
          key,
          label,
          value: <code className={styles.words}>{visibleText(commandLine(words))}</code>,
        };
  const text = (key: string, label: string, value: string | null): KeyValue | null =>
    value === null ? null : { key, label, value: visibleLine(value) };
  const list = (key: string, label: string, values: readonly string[]): KeyValue | null =>
    values.length === 0 ? null : { key, label, value: values.map(visibleLine).join('\n') };
  const rows = [
    command('entrypoint', t('config.entrypoint'), run.entrypoint),
    command('command', t('config.command'), run.command),
    text('user', t('config.user'), run.user),
    text('workdir', t('config.workingDirectory'), run.workingDirectory),
    list('ports', t('config.ports'), run.exposedPorts),
    list('volumes', t('config.volumes'), run.volumes),
    text('signal', t('config.stopSignal'), run.stopSignal),
    text(
      'timeout',
      t('config.stopTimeout'),
      run.stopTimeout === null ? null : `${number(run.stopTimeout)} s`,
    ),
    command('shell', t('config.shell'), run.shell),
  ].filter((row) => row !== null);
  return (
    <Section title={t('config.start')}>
      {start.length === 0 ? (
        <p className={styles.faint}>{t('config.start.nothing')}</p>
      ) : (
        <div className={styles.startLine}>
          <code data-selectable="">{visibleText(commandLine(start))}</code>
          <CopyButton text={commandLine(start)} label={t('config.start.copy')} />
        </div>
      )}
      {run.user === null && <p className={styles.remark}>{t('config.user.root')}</p>}
      <KeyValueTable rows={rows} />
    </Section>
  );
}

function Variable({ variable }: { readonly variable: EnvironmentVariable }) {
  const { t } = useText();
  if (variable.parts === null) {
    return variable.value === '' ? (
      <span className={styles.faint}>{t('config.environment.empty')}</span>
    ) : (
      <>{visibleText(variable.value)}</>
    );
  }
  return (
    <ol className={styles.parts}>
      {variable.parts.map((part, position) => (
        <li key={`${position} ${part}`}>
          {part === '' ? (
            <span className={styles.faint}>{t('config.path.here')}</span>
          ) : (
            visibleLine(part)
          )}
        </li>
      ))}
    </ol>
  );
}

interface ItemsProps {
  readonly title: string;
  readonly items: readonly string[];
  readonly note: string;
}

function Items({ title, items, note }: ItemsProps) {
  if (items.length === 0) return null;
  return (
    <Section title={title} badge={<Badge>{items.length}</Badge>}>
      <ul className={styles.items} data-selectable="">
        {items.map((item, position) => (
          <li key={`${position} ${item}`}>{visibleText(item)}</li>
        ))}
      </ul>
      <p className={styles.remark}>{note}</p>
    </Section>
  );
}
