import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { savedByAll } from '../../../shared/model/advice.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import { useLastingCall } from '../../engine/use-lasting-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KnownBadges } from '../review/known-badges.tsx';
import { LastingOutcome } from '../review/lasting-outcome.tsx';
import { Lead } from '../review/lead.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import { AdviceCard } from './advice-card.tsx';
import styles from './advice.module.css';

/** What to do about the image, most urgent first. */
export function AdviceSection(props: ReviewSectionProps) {
  const { grant, image } = props;
  const { t } = useText();
  const work = useLastingCall('advice.read', { grant, image: image.key });
  const advice = work.call.status === 'ready' ? work.call.value : null;
  useBadge(
    props,
    'advice',
    advice === null
      ? null
      : {
          unit: 'count',
          value: advice.length,
          tone: advice.some(({ severity }) => severity === 'urgent') ? 'error' : 'neutral',
        },
  );
  return (
    <LastingOutcome
      work={work}
      title={t('advice.reading')}
      text={t('advice.reading.text')}
      job={{ kinds: ['scan', 'packages', 'hash'], grant }}
    >
      {(found) => (
        <>
          <KnownBadges {...props} />
          <AdviceList {...props} advice={found} />
        </>
      )}
    </LastingOutcome>
  );
}

/** Pieces that are drawn at first, and with each press for more. */
const atOnce = 50;

interface AdviceListProps extends ReviewSectionProps {
  readonly advice: readonly Advice[];
}

function AdviceList({ grant, image, advice }: AdviceListProps) {
  const { t } = useText();
  const [shown, setShown] = useState(atOnce);
  const saved = savedByAll(advice);
  if (advice.length === 0) {
    return (
      <EmptyState icon={<CircleCheck />} title={t('advice.none')}>
        {t('advice.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.section}>
      <Lead
        bytes={saved > 0 ? saved : null}
        text={t(saved > 0 ? 'advice.saved' : 'advice.title')}
        note={t('advice.count', { count: advice.length })}
      />
      <ol className={styles.cards}>
        {advice.slice(0, shown).map((piece, place) => (
          <AdviceCard key={place} grant={grant} image={image} advice={piece} />
        ))}
      </ol>
      {advice.length > shown && (
        <Button onClick={() => setShown(shown + atOnce)}>
          {t('advice.more', { count: advice.length - shown })}
        </Button>
      )}
    </div>
  );
}
