import { useState } from 'react';
import type { Grant } from '../../../shared/model/source.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './inspector.module.css';

export interface ContentHashProps {
  readonly grant: Grant;
  readonly image: string;
  readonly layer: number;
  readonly node: number;
  /** The hash where reading the layer told it already. */
  readonly known: string | null;
}

/** The hash of a file's content: at once where it is known, else when the user asks for it. */
export function ContentHash({ grant, image, layer, node, known }: ContentHashProps) {
  const { t } = useText();
  const [asked, setAsked] = useState(0);
  const call = useEngineCall(
    'entry.hash',
    known !== null || asked === 0 ? null : { grant, image, layer, node },
    asked,
  );
  const hash = known ?? (call.status === 'ready' ? call.value : null);
  if (hash !== null) {
    return (
      <span className={styles.hash}>
        <code className={styles.digest}>{hash}</code>
        <CopyButton text={hash} label={t('inspector.hash.copy')} />
      </span>
    );
  }
  if (call.status === 'loading') {
    return (
      <span className={styles.hash}>
        <Spinner label={t('inspector.hash.running')} />
        <Button size="s" variant="ghost" onClick={() => setAsked(0)}>
          {t('inspector.cancel')}
        </Button>
      </span>
    );
  }
  return (
    <>
      {call.status === 'failed' && (
        <span className={styles.failure}>{failureText(call.failure, t)}</span>
      )}
      <Button size="s" onClick={() => setAsked(asked + 1)}>
        {t('inspector.hash.compute')}
      </Button>
    </>
  );
}
