import { CircleCheck } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import type { Findings } from '../../../shared/model/findings.ts';
import { useLastingCall } from '../../engine/use-lasting-call.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LastingOutcome } from '../review/lasting-outcome.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import { findingCount } from './finding-lines.ts';
import { findingsBadge } from './findings-badge.ts';
import { FindingList } from './finding-list.tsx';
import styles from './findings.module.css';

/** What is still in the image and should perhaps not be there: likely secrets, permissions, left-overs. */
export function FindingsSection(props: ReviewSectionProps) {
  const { grant, image } = props;
  const { t } = useText();
  const work = useLastingCall('findings.read', { grant, image: image.key });
  const found = work.call.status === 'ready' ? work.call.value : null;
  useBadge(props, 'findings', found === null ? null : findingsBadge(found));
  return (
    <LastingOutcome
      work={work}
      title={t('findings.searching')}
      text={t('findings.searching.text')}
      job={{ kinds: ['scan'], grant }}
    >
      {(findings) =>
        findingCount(findings) === 0 ? (
          <NothingFound findings={findings} />
        ) : (
          <FindingList key={`${grant} ${image.key}`} {...props} findings={findings} />
        )
      }
    </LastingOutcome>
  );
}

/** Says what was looked at, and what was not. */
function NothingFound({ findings }: { readonly findings: Findings }) {
  const { t } = useText();
  const { scannedFiles, skippedFiles } = findings;
  return (
    <EmptyState icon={<CircleCheck />} title={t('findings.all')}>
      {t('findings.looked.secrets', { files: t('findings.files', { count: scannedFiles }) })}{' '}
      {t('findings.looked.rest')}
      {skippedFiles > 0 && (
        <span className={styles.skippedLine}>{t('findings.skipped', { count: skippedFiles })}</span>
      )}
    </EmptyState>
  );
}
