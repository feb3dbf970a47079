import { Package } from 'lucide-react';
import { useLastingCall } from '../../engine/use-lasting-call.ts';
import { useText } from '../../i18n/use-text.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LastingOutcome } from '../review/lasting-outcome.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import { packageSums } from './package-lines.ts';
import { PackageNotes } from './package-notes.tsx';
import { PackageViews } from './package-views.tsx';
import styles from './package-layers.module.css';

/** What each layer did to the packages of an image, and the files that belong to none. */
export function PackageLayersSection(props: ReviewSectionProps) {
  const { grant, image } = props;
  const { t } = useText();
  const work = useLastingCall('packages.layers', { grant, image: image.key });
  const { call } = work;
  useBadge(
    props,
    'packages',
    call.status === 'ready'
      ? { unit: 'count', value: packageSums(call.value).packages, tone: 'neutral' }
      : null,
  );
  return (
    <LastingOutcome
      work={work}
      title={t('packageLayers.reading')}
      text={t('packageLayers.reading.text')}
      job={{ kinds: ['packages'], grant }}
    >
      {(found) =>
        found.layers.every(({ changes }) => changes.length === 0) ? (
          <NoPackages found={found} />
        ) : (
          <PackageViews key={`${grant} ${image.key}`} {...props} found={found} />
        )
      }
    </LastingOutcome>
  );
}

function NoPackages({ found }: { readonly found: PackageLayers }) {
  const { t } = useText();
  return (
    <div className={styles.section}>
      <PackageNotes found={found} />
      <EmptyState icon={<Package />} title={t('packageLayers.none')}>
        {t('packageLayers.none.text')}
      </EmptyState>
    </div>
  );
}
