import type { ReactNode } from 'react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { LeftoverFinding, PermissionFinding } from '../../../shared/model/findings.ts';
import { useText } from '../../i18n/use-text.ts';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { LayerLine } from '../inspector/layer-line.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import type { FindingLine } from './finding-lines.ts';
import { PathText, ShowButton } from './finding-parts.tsx';
import styles from './findings.module.css';
import { SecretDetails } from './secret-details.tsx';

export interface FindingDetailsProps extends ReviewSectionProps {
  readonly line: FindingLine;
}

/** What there is to say of one finding: why it is one, where it is, what can be done. */
export function FindingDetails({ grant, image, line }: FindingDetailsProps) {
  const { t } = useText();
  return (
    <aside className={styles.details} aria-label={t('findings.details')}>
      {line.kind === 'group' && (
        <>
          <h2 className={styles.title}>{t(`findings.group.${line.group}`)}</h2>
          <p className={styles.reason}>{t(`findings.group.${line.group}.about`)}</p>
        </>
      )}
      {line.kind === 'secret' && <SecretDetails grant={grant} image={image} line={line} />}
      {line.kind === 'permission' && (
        <PermissionDetails grant={grant} image={image} permission={line.permission}>
          <ShowButton grant={grant} image={image} line={line} />
        </PermissionDetails>
      )}
      {line.kind === 'leftover' && (
        <LeftoverDetails grant={grant} image={image} leftover={line.leftover}>
          <ShowButton grant={grant} image={image} line={line} />
        </LeftoverDetails>
      )}
    </aside>
  );
}

interface PermissionDetailsProps extends ReviewSectionProps {
  readonly permission: PermissionFinding;
  readonly children: ReactNode;
}

function PermissionDetails({ image, permission, children }: PermissionDetailsProps) {
  const { t } = useText();
  const { detail, gid, layer, mode, path, rule, uid } = permission;
  const rows: readonly KeyValue[] = [
    { key: 'where', label: t('findings.where'), value: <PathText path={path} /> },
    {
      key: 'mode',
      label: t('inspector.mode'),
      value: (
        <span className={styles.path}>
          {formatMode(mode, 'file').slice(1)} {formatOctalMode(mode)}
        </span>
      ),
    },
    { key: 'owner', label: t('inspector.owner'), value: `${uid}:${gid}` },
    ...(detail === ''
      ? []
      : [
          {
            key: 'capability',
            label: t('findings.capability'),
            value: <span className={styles.path}>{visibleLine(detail)}</span>,
          },
        ]),
    {
      key: 'layer',
      label: t('findings.storedIn'),
      value: <LayerLine image={image} layer={layer} />,
    },
  ];
  return (
    <>
      <h2 className={styles.title}>{t(`permission.${rule}`)}</h2>
      <p className={styles.reason}>{t(`permission.${rule}.reason`)}</p>
      <div className={styles.actions}>{children}</div>
      <KeyValueTable rows={rows} />
    </>
  );
}

interface LeftoverDetailsProps extends ReviewSectionProps {
  readonly leftover: LeftoverFinding;
  readonly children: ReactNode;
}

function LeftoverDetails({ image, leftover, children }: LeftoverDetailsProps) {
  const { t, locale } = useText();
  const { bytes, files, layer, path, rule } = leftover;
  return (
    <>
      <h2 className={styles.title}>{t(`leftover.${rule}`)}</h2>
      <p className={styles.reason}>{t(`leftover.${rule}.reason`)}</p>
      <div className={styles.actions}>{children}</div>
      <KeyValueTable
        rows={[
          { key: 'where', label: t('findings.where'), value: <PathText path={path} /> },
          {
            key: 'size',
            label: t('column.size'),
            value: `${formatBytes(bytes, locale)} (${formatExactBytes(bytes, t)})`,
          },
          { key: 'files', label: t('files.title'), value: t('findings.files', { count: files }) },
          {
            key: 'layer',
            label: t('findings.storedIn'),
            value: <LayerLine image={image} layer={layer} />,
          },
        ]}
      />
    </>
  );
}
