import { leastDuplicateBytes } from '../../../shared/model/duplicates.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { duplicatesBadge } from '../duplicates/duplicates-badge.ts';
import { findingsBadge } from '../findings/findings-badge.ts';
import { packageSums } from '../package-layers/package-lines.ts';
import type { ReviewSectionProps } from './section-props.ts';
import { useBadge } from './use-badge.ts';

/**
 * Fills in what the list of sections says of those that need not be opened for it. To be drawn once there is advice:
 * what that was made from the engine has at hand then.
 */
export function KnownBadges(props: ReviewSectionProps) {
  const place = { grant: props.grant, image: props.image.key };
  const findings = useEngineCall('findings.read', place);
  const packages = useEngineCall('packages.layers', place);
  const duplicates = useEngineCall('duplicates.find', {
    image: place,
    minBytes: leastDuplicateBytes,
  });
  useBadge(
    props,
    'duplicates',
    duplicates.status === 'ready' ? duplicatesBadge(duplicates.value) : null,
  );
  useBadge(props, 'findings', findings.status === 'ready' ? findingsBadge(findings.value) : null);
  useBadge(
    props,
    'packages',
    packages.status === 'ready'
      ? { unit: 'count', value: packageSums(packages.value).packages, tone: 'neutral' }
      : null,
  );
  return null;
}
