import { ArrowUpRight, Download, History } from 'lucide-react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../../shared/format/mode.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { mostHitImages } from '../../../shared/model/search.ts';
import type { SearchHit, SearchPlace, SearchQuery } from '../../../shared/model/search.ts';
import { runAction } from '../../actions/run.ts';
import { showPlace } from '../../actions/show-hit.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { typeWords } from '../../i18n/words.ts';
import { showLife } from '../../store/life.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { ownerLine } from '../inspector/attribute-changes.ts';
import { placeImageName, placeSourceName } from './hit-images.ts';
import { HitState } from './hit-state.tsx';
import { MarkedPath } from './marked-path.tsx';
import styles from './hit-details.module.css';

export interface HitDetailsProps {
  readonly hit: SearchHit;
  readonly query: SearchQuery;
}

/** All that is known of the hit the cursor is on, and every image it is in. */
export function HitDetails({ hit, query }: HitDetailsProps) {
  const { t, locale } = useText();
  const [place] = hit.places;
  const facts = [
    t(typeWords[hit.type]),
    ...(hit.type === 'file' ? [sizeText(hit.bytes, locale, t)] : []),
    `${formatMode(hit.mode, hit.type)} ${formatOctalMode(hit.mode)}`,
    ownerLine(hit.owner),
    formatTime(hit.modified, locale),
  ];
  return (
    <section className={styles.details} aria-label={t('search.details')}>
      <header className={styles.head}>
        <p className={styles.path} data-selectable="">
          {'/'}
          <MarkedPath path={hit.path} query={query} />
          <span className={styles.copy}>
            <CopyButton text={`/${hit.path}`} label={t('action.entry.copyPath')} />
          </span>
        </p>
        <span className={styles.actions}>
          <Button
            size="s"
            variant="primary"
            icon={<ArrowUpRight />}
            onClick={() => runAction('search.show')}
          >
            {t('search.show')}
          </Button>
          <Tooltip text={t('action.entry.life')} shortcut={actionShortcut('entry.life')}>
            <Button size="s" icon={<History />} onClick={() => runAction('entry.life')}>
              {t('action.entry.life')}
            </Button>
          </Tooltip>
          {hit.type === 'file' && (
            <Button size="s" icon={<Download />} onClick={() => runAction('entry.save')}>
              {t('life.save')}
            </Button>
          )}
        </span>
      </header>
      <p className={styles.facts} data-selectable="">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {place !== undefined && place.command !== null && (
        <p className={styles.command} data-selectable="">
          <LayerChip
            layer={place.layer}
            label={t('layer.number', { layer: String(place.layer) })}
          />
          <code>{visibleLine(place.command.replaceAll(/\s+/g, ' '))}</code>
        </p>
      )}
      <Places hit={hit} />
    </section>
  );
}

function sizeText(bytes: number, locale: string, t: ReturnType<typeof useText>['t']): string {
  const exact = formatExactBytes(bytes, t);
  return bytes < 1000 ? exact : `${formatBytes(bytes, locale)} (${exact})`;
}

function Places({ hit }: { readonly hit: SearchHit }) {
  const { t } = useText();
  return (
    <ul className={styles.places} aria-label={t('search.images', { count: hit.images })}>
      {hit.places.map((place) => (
        <li key={`${place.grant}/${place.image}`}>
          <Place place={place} />
        </li>
      ))}
      {hit.images > mostHitImages && (
        <li className={styles.morePlaces}>
          {t('search.moreImages', { count: hit.images - hit.places.length })}
        </li>
      )}
    </ul>
  );
}

function Place({ place }: { readonly place: SearchPlace }) {
  const { t } = useText();
  const sources = useSourcesStore((state) => state.sources);
  const { grant, image, node, layer } = place;
  const name = placeImageName(place, sources, t);
  return (
    <span className={styles.placeLine}>
      <button
        type="button"
        className={styles.place}
        title={t('search.showIn', { image: name })}
        onClick={() => showPlace(place)}
      >
        <span className={styles.placeName}>{name}</span>
        <LayerChip layer={place.layer} label={t('layer.number', { layer: String(place.layer) })} />
        <HitState place={place} short={false} />
        <span className={styles.source}>{placeSourceName(place, sources, t)}</span>
      </button>
      <IconButton
        size="s"
        side="top"
        icon={<History />}
        label={t('search.lifeIn', { image: name })}
        onClick={() => showLife({ grant, key: image, node, layer })}
      />
    </span>
  );
}
