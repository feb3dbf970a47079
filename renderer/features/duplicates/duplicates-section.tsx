import { useState } from 'react';
import { leastDuplicateBytes } from '../../../shared/model/duplicates.ts';
import { useLastingCall } from '../../engine/use-lasting-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { archivesOf, useSourcesStore } from '../../store/sources.ts';
import { LastingOutcome } from '../review/lasting-outcome.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { useBadge } from '../review/use-badge.ts';
import { duplicatesBadge } from './duplicates-badge.ts';
import { DuplicateBar } from './duplicate-bar.tsx';
import { DuplicateList } from './duplicate-list.tsx';
import styles from './duplicates.module.css';
import { useDuplicatesStore } from './duplicates-store.ts';

/** The same content more than once: in this image, or in all that are open. */
export function DuplicatesSection(props: ReviewSectionProps) {
  const { grant, image } = props;
  const { t } = useText();
  const scope = useDuplicatesStore((state) => state.scope);
  const minBytes = useDuplicatesStore((state) => state.minBytes);
  const opened = useSourcesStore(({ sources }) =>
    archivesOf(sources)
      .map((source) => `${source.grant} ${source.status}`)
      .join(','),
  );
  const [text, setText] = useState('');
  const all = scope === 'all';
  const work = useLastingCall(
    'duplicates.find',
    { image: all ? null : { grant, image: image.key }, minBytes },
    all ? opened : '',
  );
  const found = work.call.status === 'ready' ? work.call.value : null;
  useBadge(
    props,
    'duplicates',
    found === null || all || minBytes !== leastDuplicateBytes ? null : duplicatesBadge(found),
  );
  return (
    <div className={styles.section}>
      {/* What is looked for elsewhere is not wanted any more. */}
      <DuplicateBar
        text={text}
        onText={setText}
        onChange={work.call.status === 'loading' ? work.stop : null}
      />
      <div className={styles.body}>
        <LastingOutcome
          work={work}
          title={t('duplicates.searching')}
          text={t(all ? 'duplicates.searching.all' : 'duplicates.searching.image')}
          job={{ kinds: ['hash'], grant: all ? null : grant }}
        >
          {(duplicates) => (
            <DuplicateList
              key={`${scope} ${minBytes} ${grant} ${image.key}`}
              found={duplicates}
              scope={scope}
              text={text}
            />
          )}
        </LastingOutcome>
      </div>
    </div>
  );
}
