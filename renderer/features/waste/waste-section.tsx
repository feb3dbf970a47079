import { CircleCheck, EyeOff, FilterX, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatShare } from '../../../shared/format/share.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Waste } from '../../../shared/model/waste.ts';
import { showEntry } from '../../actions/show-entry.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { reportFailure } from '../../store/follow.ts';
import { showLife } from '../../store/life.ts';
import { useReviewStore } from '../../store/review.ts';
import { revealPathIn } from '../../store/reveal.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Figure } from '../../ui/figure.tsx';
import { CallOutcome } from '../overview/call-outcome.tsx';
import { saveDrawing } from '../overview/save-drawing.ts';
import { Lead } from '../review/lead.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { CauseFilter } from './cause-filter.tsx';
import { DiveBox } from './dive-box.tsx';
import { FilePages } from './file-pages.ts';
import { HiddenGrid } from './hidden-grid.tsx';
import { fittingGroups, noFilter } from './hidden-rows.ts';
import type { GroupFilter, HiddenLine, Shown } from './hidden-rows.ts';
import { layerSentence } from './layer-sentence.ts';
import { WasteDrawing } from './waste-drawing.tsx';
import { WasteTable } from './waste-table.tsx';
import styles from './waste-section.module.css';

/** Bytes that the layers store and the image does not show. */
export function WasteSection({ grant, image }: ReviewSectionProps) {
  const waste = useEngineCall('waste.read', { grant, image: image.key });
  return (
    <CallOutcome call={waste}>
      {(found) => <Hidden key={image.key} grant={grant} image={image} waste={found} />}
    </CallOutcome>
  );
}

function Hidden({ grant, image, waste }: ReviewSectionProps & { readonly waste: Waste }) {
  const texts = useText();
  const { t, locale, number } = texts;
  const [filter, setFilter] = useState<GroupFilter>(() => ({
    ...noFilter,
    storedIn: useReviewStore.getState().hiddenOf,
  }));
  const [pointed, setPointed] = useState<number | null>(null);
  const item = useMemo(() => ({ grant, key: image.key }), [grant, image.key]);
  const pages = useMemo(
    () =>
      new FilePages(async (group, start, count) =>
        engine.call('waste.files', { grant, image: image.key, group, start, count }),
      ),
    [grant, image.key],
  );
  const shown = useMemo(() => fittingGroups(waste.groups, filter), [waste, filter]);
  const shownBytes = shown.reduce((sum, place) => sum + (waste.groups[place]?.bytes ?? 0), 0);
  const filtered = filter.causes.length > 0 || filter.storedIn !== null;

  function show(line: HiddenLine, what: Shown): void {
    const group = waste.groups[line.group];
    if (group === undefined) return;
    if (line.kind === 'group' && group.files > 1) {
      void revealPathIn(item, what === 'hiding' ? group.hiddenIn : group.storedIn, group.path);
      return;
    }
    pages.load(line.group, line.kind === 'file' ? line.file : 0).then(
      (file) => {
        if (file === null || file.node === null) return;
        const { node, storedIn, hiddenIn } = file;
        if (what === 'life') showLife({ ...item, node, layer: storedIn });
        else showEntry(item, node, what === 'hiding' ? hiddenIn : storedIn);
      },
      (thrown: unknown) => {
        reportFailure(t('reveal.failed', { path: `/${visibleLine(group.path)}` }), thrown);
      },
    );
  }

  return (
    <div className={styles.section}>
      {waste.unreadLayers.length > 0 && (
        <p className={styles.unread}>{t('waste.unread', { count: waste.unreadLayers.length })}</p>
      )}
      {waste.total === 0 && (
        <div className={styles.empty}>
          {waste.unreadLayers.length > 0 ? (
            <EmptyState icon={<EyeOff />} title={t('waste.empty.unread')} />
          ) : (
            <EmptyState icon={<CircleCheck />} title={t('waste.empty')}>
              {t('waste.empty.text', { size: formatBytes(waste.visibleBytes, locale) })}
            </EmptyState>
          )}
        </div>
      )}
      {waste.total > 0 && (
        <>
          <Lead
            bytes={waste.total}
            text={t('waste.summary', { size: formatBytes(waste.storedBytes, locale) })}
            note={`${formatShare(waste.total / waste.storedBytes, locale)} · ${t('waste.summary.files', { count: waste.files })}`}
          />
          <CauseFilter
            waste={waste}
            chosen={filter.causes}
            onChoose={(causes) => setFilter({ ...filter, causes })}
          />
          <Figure
            title={t('waste.title')}
            fileName={t('waste.fileName')}
            onExport={saveDrawing}
            controls={null}
            caption={
              pointed === null
                ? t('waste.drawing.hint')
                : layerSentence(waste, image, pointed, texts)
            }
            drawing={
              <WasteDrawing
                waste={waste}
                image={image}
                causes={filter.causes}
                chosen={filter.storedIn}
                onChoose={(storedIn) => setFilter({ ...filter, storedIn })}
                onPoint={setPointed}
              />
            }
            table={<WasteTable waste={waste} image={image} />}
          />
          <section className={styles.list} aria-label={t('waste.list')}>
            <header className={styles.bar}>
              <h2 className={styles.listTitle}>{t('waste.list')}</h2>
              {filter.storedIn !== null && (
                <button
                  type="button"
                  className={styles.layerFilter}
                  aria-label={t('waste.filter.clear')}
                  onClick={() => setFilter({ ...filter, storedIn: null })}
                >
                  {t('waste.filter.layer', { layer: String(filter.storedIn) })}
                  <X />
                </button>
              )}
              <span className={styles.sum} role="status">
                {t('waste.list.groups', { count: shown.length })}
                {filtered && `, ${formatBytes(shownBytes, locale)}`}
              </span>
            </header>
            {shown.length === 0 ? (
              <EmptyState
                icon={<FilterX />}
                title={t('waste.filter.nothing')}
                actions={
                  <Button onClick={() => setFilter(noFilter)}>{t('waste.filter.reset')}</Button>
                }
              />
            ) : (
              <HiddenGrid image={image} waste={waste} shown={shown} pages={pages} onShow={show} />
            )}
            {waste.groupCount > waste.groups.length && (
              <p className={styles.cut}>
                {t('waste.list.cut', {
                  shown: number(waste.groups.length),
                  count: number(waste.groupCount),
                })}
              </p>
            )}
          </section>
        </>
      )}
      <DiveBox dive={waste.dive} />
    </div>
  );
}
