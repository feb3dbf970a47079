import { Trash2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import type { Usage, UsageState } from '../../../shared/model/usage.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useOverviewStore } from '../../store/overview.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IcicleView } from '../usage/icicle-view.tsx';
import { MatrixView } from '../usage/matrix-view.tsx';
import { UsageCards } from '../usage/usage-cards.tsx';
import { UsageTable } from '../usage/usage-table.tsx';
import { CallOutcome } from './call-outcome.tsx';
import { ChosenActions } from './chosen-actions.tsx';
import { openNamedImage } from './open-named-image.ts';
import { saveDrawing } from './save-drawing.ts';
import { UnknownSizes } from './unknown-sizes.tsx';
import styles from './overview.module.css';

/** What everything opened and stored takes on disk. */
export function UsagePage() {
  const { t } = useText();
  const revision = useOverviewStore((state) => state.revision);
  const basis = useOverviewStore((state) => state.basis);
  const setBasis = useOverviewStore((state) => state.setBasis);
  const usage = useEngineCall('usage.read', {}, revision);
  return (
    <main className={styles.usage}>
      <header className={styles.header}>
        <h1 className={styles.title}>{t('usage.title')}</h1>
        <BasisChoice basis={basis} onChange={setBasis} />
        <p className={styles.note}>{t(`usage.basis.${basis}`)}</p>
      </header>
      <CallOutcome call={usage}>{(state) => <Pictures state={state} />}</CallOutcome>
    </main>
  );
}

function Pictures({ state }: { readonly state: UsageState }) {
  const { t } = useText();
  const basis = useOverviewStore((store) => store.basis);
  const setBasis = useOverviewStore((store) => store.setBasis);
  const chosen = useOverviewStore((store) => store.chosen);
  const setChosen = useOverviewStore((store) => store.setChosen);
  const setImages = useOverviewStore((store) => store.setImages);
  const { usage, lineage, icicles, matrix } = state;
  useEffect(() => setImages(usage.images), [usage, setImages]);
  const openUsed = useCallback((image: number) => openNamedImage(usage.images[image]), [usage]);
  const openRow = useCallback((image: number) => openNamedImage(lineage.images[image]), [lineage]);
  if (usage.images.length === 0) {
    return <EmptyState title={t('lineage.empty')}>{t('usage.empty.text')}</EmptyState>;
  }
  return (
    <>
      {basis === 'unpacked' && <UnknownSizes usage={usage} />}
      <UsageCards totals={usage.totals} basis={basis} />
      <section className={styles.section}>
        <div className={styles.sectionHead}>
          <h2 className={styles.heading}>{t('usage.perImage')}</h2>
          <span className={styles.actions}>
            <ChosenActions images={usage.images} />
            <RemoveChosen usage={usage} chosen={chosen} />
          </span>
        </div>
        <UsageTable
          usage={usage}
          basis={basis}
          selected={chosen}
          onSelected={setChosen}
          onOpen={openUsed}
        />
      </section>
      <IcicleView
        icicle={icicles[basis]}
        lineage={lineage}
        usage={usage}
        onBasis={setBasis}
        onOpen={openRow}
        onExport={saveDrawing}
      />
      <MatrixView matrix={matrix} usage={usage} basis={basis} onExport={saveDrawing} />
    </>
  );
}

/** Leads from the chosen images to removing those of them that the library keeps. */
function RemoveChosen(props: { readonly usage: Usage; readonly chosen: ReadonlySet<string> }) {
  const { usage, chosen } = props;
  const { t } = useText();
  const show = useDialogsStore((state) => state.show);
  const keys = usage.images.flatMap(({ key, places }) =>
    chosen.has(key) ? places.flatMap((place) => (place.source === 'store' ? place.key : [])) : [],
  );
  return (
    <Button
      size="s"
      icon={<Trash2 />}
      disabled={keys.length === 0}
      onClick={() => show('library-remove', keys)}
    >
      {t('action.library.remove')}
    </Button>
  );
}
