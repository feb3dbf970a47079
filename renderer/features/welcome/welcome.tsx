import { FileInput, FlaskConical, FolderInput, Layers } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { host } from '../../engine/client.ts';
import { useHostCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { reportFailure, wantSources } from '../../store/follow.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Shortcut } from '../../ui/shortcut.tsx';
import { formatRelativeTime } from '../../../shared/format/time.ts';
import styles from './welcome.module.css';

/** What stands in the window while nothing is open: the ways in. */
export function Welcome() {
  const { t } = useText();
  return (
    <main className={styles.welcome}>
      <div className={styles.column}>
        <Layers className={styles.sign} />
        <h1 className={styles.title}>{t('welcome.title')}</h1>
        <p className={styles.text}>{t('welcome.text')}</p>
        <div className={styles.actions}>
          <Button variant="primary" icon={<FileInput />} onClick={() => runAction('source.open')}>
            {t('action.source.open')}
          </Button>
          <Button icon={<FolderInput />} onClick={() => runAction('source.openFolder')}>
            {t('action.source.openFolder')}
          </Button>
          <Button
            variant="ghost"
            icon={<FlaskConical />}
            onClick={() => runAction('source.openSample')}
          >
            {t('action.source.openSample')}
          </Button>
        </div>
        <p className={styles.hint}>
          {t('welcome.drop')} <Shortcut keys={actionShortcut('palette.open') ?? ''} />{' '}
          {t('welcome.palette')}
        </p>
        <Recent />
      </div>
    </main>
  );
}

function Recent() {
  const { t, locale } = useText();
  const now = useNow();
  const recent = useHostCall('recent.list', {});
  if (recent.status !== 'ready' || recent.value.length === 0) return null;

  async function open(id: string): Promise<void> {
    try {
      wantSources(await host.call('recent.open', { id }));
    } catch (thrown) {
      reportFailure(t('welcome.recentFailed'), thrown);
    }
  }

  return (
    <section className={styles.recent} aria-label={t('menu.file.recent')}>
      <h2 className={styles.heading}>{t('menu.file.recent')}</h2>
      <ul>
        {recent.value.slice(0, 6).map((source) => (
          <li key={source.id}>
            <button type="button" className={styles.source} onClick={() => void open(source.id)}>
              <span className={styles.name}>{visibleLine(source.name)}</span>
              <span className={styles.place}>{visibleLine(source.place)}</span>
              <span className={styles.when}>{formatRelativeTime(source.opened, now, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
