import { CircleCheck, EyeOff } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatShare } from '../../../shared/format/share.ts';
import { showReview } from '../../actions/show-review.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import styles from './hidden-meter.module.css';

/** How much of what the layers store is hidden, with a way to the list of it; nothing while that is not known. */
export function HiddenMeter({ grant, image }: ReviewSectionProps) {
  const { t, locale } = useText();
  const call = useEngineCall('waste.read', { grant, image: image.key });
  const waste = call.status === 'ready' ? call.value : null;
  useBadge(
    { grant, image },
    'waste',
    waste === null ? null : { unit: 'bytes', value: waste.total, tone: 'neutral' },
  );
  if (waste === null || waste.storedBytes === 0) return null;
  // Of layers that could not be read nobody knows what they hide.
  if (waste.total === 0 && waste.unreadLayers.length > 0) return null;
  const share = waste.total / waste.storedBytes;
  return (
    <li>
      <Tooltip text={t(waste.total === 0 ? 'waste.meter.none' : 'waste.meter.text')}>
        <button
          type="button"
          className={styles.meter}
          data-none={waste.total === 0 || undefined}
          onClick={() => showReview('waste')}
        >
          {waste.total === 0 ? (
            <>
              <CircleCheck />
              {t('waste.none')}
            </>
          ) : (
            <>
              <EyeOff />
              <span className={styles.track} aria-hidden="true">
                <span className={styles.part} style={{ width: `${share * 100}%` }} />
              </span>
              {t('waste.hiddenShare', {
                size: formatBytes(waste.total, locale),
                share: formatShare(share, locale),
              })}
            </>
          )}
        </button>
      </Tooltip>
    </li>
  );
}
