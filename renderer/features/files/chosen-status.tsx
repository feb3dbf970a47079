import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { ViewSession } from '../../engine/view-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { usePairViewStore, useViewStore } from '../../store/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './chosen-status.module.css';

/** What the paths come to that are chosen in the tree on screen. Nothing is in it while none are. */
export function ChosenStatus() {
  const stack = useStore(useViewStore, (state) => state.session);
  const pair = useStore(usePairViewStore, (state) => state.session);
  const session = pair ?? stack;
  return (
    <div className={styles.place} role="status">
      {session !== null && <Chosen session={session} />}
    </div>
  );
}

function Chosen({ session }: { readonly session: ViewSession }) {
  const { t, locale } = useText();
  const { amount } = useSyncExternalStore(session.subscribe, session.snapshot);
  if (amount === null) return null;
  const { paths, outOfSight, bytes } = amount;
  return (
    <>
      <span>{t('files.chosen', { count: paths, bytes: formatBytes(bytes, locale) })}</span>
      {outOfSight > 0 && (
        <span className={styles.faint}>{t('files.chosen.outOfSight', { count: outOfSight })}</span>
      )}
      <IconButton
        size="s"
        side="top"
        label={t('files.chosen.clear')}
        shortcut="Escape"
        icon={<X />}
        onClick={() => session.choice.clear()}
      />
    </>
  );
}
