import { CircleCheck } from 'lucide-react';
import type { Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Section } from '../../ui/section.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { imageProblems } from '../image/image-problems.ts';
import { ProblemGroupList } from './problem-group-list.tsx';
import { problemGroups } from './problem-groups.ts';
import type { ProblemGroup } from './problem-groups.ts';
import { ProofTable } from './proof-table.tsx';
import styles from './problems.module.css';

export interface ProblemsTabProps {
  readonly grant: Grant;
  readonly image: Image;
}

/** The archive doctor: what was found about the image and its archive, and whether every digest holds. */
export function ProblemsTab({ grant, image }: ProblemsTabProps) {
  const { t } = useText();
  const source = useSourcesStore((state) => findSource(state.sources, grant));
  const reading = useEngineCall('image.read', { grant, image: image.key });
  if (source === null) return null;
  const facts = reading.status === 'ready' ? reading.value : null;
  const groups = problemGroups(imageProblems(source, image, facts));
  return (
    <div className={styles.page}>
      <div className={styles.content}>
        {reading.status === 'loading' && (
          <p className={styles.pending}>
            <Spinner />
            {t('problems.reading')}
          </p>
        )}
        {reading.status === 'failed' && (
          <p className={styles.failure} role="alert">
            {t('problems.notRead')} {failureText(reading.failure, t)}
          </p>
        )}
        {groups.length === 0 ? (
          <NothingFound source={source} read={facts !== null} />
        ) : (
          <Findings groups={groups} grant={grant} image={image} />
        )}
        <ProofTable source={source} />
      </div>
    </div>
  );
}

interface FindingsProps {
  readonly groups: readonly ProblemGroup[];
  readonly grant: Grant;
  readonly image: Image;
}

function Findings({ groups, grant, image }: FindingsProps) {
  const { t } = useText();
  return (
    <Section title={t('problems.findings')}>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <ProblemGroupList
            key={`${group.severity} ${group.code}`}
            group={group}
            grant={grant}
            image={image}
          />
        ))}
      </ul>
    </Section>
  );
}

interface NothingFoundProps {
  readonly source: SourceState;
  /** Whether the layers have been read. */
  readonly read: boolean;
}

/** Says what was looked at, and what was not. */
function NothingFound({ source, read }: NothingFoundProps) {
  const { t } = useText();
  const { status, checks } = source.proof;
  return (
    <div className={styles.nothing}>
      <EmptyState icon={<CircleCheck />} title={t('problems.nothing')}>
        {t('problems.nothing.documents')}{' '}
        {read ? t('problems.nothing.layers') : t('problems.nothing.noLayers')}{' '}
        {status !== 'done'
          ? t('problems.nothing.unproven')
          : checks.length === 0
            ? t('problems.nothing.noDigests')
            : t('problems.nothing.proven')}
      </EmptyState>
    </div>
  );
}
