import { Package } from 'lucide-react';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CallOutcome } from '../overview/call-outcome.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import { packageSums } from './package-lines.ts';
import { PackageNotes } from './package-notes.tsx';
import { PackageViews } from './package-views.tsx';
import styles from './package-layers.module.css';

/** What each layer did to the packages of an image, and the files that belong to none. */
export function PackageLayersSection(props: ReviewSectionProps) {
  const { grant, image } = props;
  const call = useEngineCall('packages.layers', { grant, image: image.key });
  useBadge(
    props,
    'packages',
    call.status === 'ready'
      ? { unit: 'count', value: packageSums(call.value).packages, tone: 'neutral' }
      : null,
  );
  return (
    <CallOutcome call={call}>
      {(found) =>
        found.layers.every(({ changes }) => changes.length === 0) ? (
          <NoPackages found={found} />
        ) : (
          <PackageViews key={`${grant} ${image.key}`} {...props} found={found} />
        )
      }
    </CallOutcome>
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
