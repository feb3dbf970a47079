import { CircleAlert, PackageOpen, RotateCw } from 'lucide-react';
import { runOnSource } from '../../actions/run.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { archivesOf, findSource, useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './frame.module.css';

/** The page while no image is chosen: what is being opened, what could not be, or a word of advice. */
export function Unchosen() {
  const { t } = useText();
  const sources = archivesOf(useSourcesStore((state) => state.sources));
  const item = useSelectionStore((state) => state.item);
  const shown = findSource(sources, item?.grant);
  const opening = (shown === null ? sources : [shown]).some(({ status }) => status === 'opening');
  if (opening) {
    return (
      <div className={styles.center}>
        <Spinner size="l" label={t('source.opening')} />
      </div>
    );
  }
  const failed = shown?.failure ? shown : sources.find(({ failure }) => failure !== null);
  if (failed === undefined || failed.failure === null) {
    return <EmptyState icon={<PackageOpen />} title={t('page.choose')} />;
  }
  return (
    <EmptyState
      tone="error"
      icon={<CircleAlert />}
      title={t('source.failed', { name: failed.name })}
      actions={
        <>
          <Button
            variant="primary"
            icon={<RotateCw />}
            onClick={() => runOnSource('source.retry', failed.grant)}
          >
            {t('action.source.retry')}
          </Button>
          <Button onClick={() => runOnSource('source.close', failed.grant)}>
            {t('source.remove')}
          </Button>
        </>
      }
    >
      {failureText(failed.failure, t)}
    </EmptyState>
  );
}
