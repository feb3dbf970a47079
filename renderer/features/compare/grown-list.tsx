import { File, Folder } from 'lucide-react';
import { useMemo } from 'react';
import type { FileChanges, GrowthTreemap } from '../../../shared/model/comparison.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { CallOutcome } from '../overview/call-outcome.tsx';
import { grownPlaces } from './grown-places.ts';
import type { GrownPlace } from './grown-places.ts';
import styles from './grown-list.module.css';

/** Places that the overview names. */
const most = 8;
const root = 0;

export interface GrownListProps {
  readonly comparison: number;
  readonly files: FileChanges;
}

/** The folders and files that make most of the difference in size. Nothing where no size differs. */
export function GrownList({ comparison, files }: GrownListProps) {
  const { t } = useText();
  const differs = files.addedBytes + files.removedBytes + files.grownBytes + files.shrunkBytes > 0;
  const growth = useEngineCall('compare.growth', differs ? { comparison, node: root } : null);
  if (!differs) return null;
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{t('report.folders')}</h2>
      <CallOutcome call={growth}>{(map) => <Places map={map} />}</CallOutcome>
    </section>
  );
}

function Places({ map }: { readonly map: GrowthTreemap }) {
  const places = useMemo(() => grownPlaces(map, most), [map]);
  const largest = Math.max(1, ...places.map((each) => each.grownBytes + each.shrunkBytes));
  return (
    <ul className={styles.places}>
      {places.map((place) => (
        <PlaceLine key={place.path} place={place} largest={largest} />
      ))}
    </ul>
  );
}

function PlaceLine({ place, largest }: { readonly place: GrownPlace; readonly largest: number }) {
  const { locale } = useText();
  const showFiles = useComparisonStore((state) => state.showFiles);
  const { path, kind, grownBytes, shrunkBytes } = place;
  const Icon = kind === 'folder' ? Folder : File;
  return (
    <li className={styles.place}>
      <Icon aria-hidden="true" />
      <button
        type="button"
        className={styles.path}
        title={visibleLine(path)}
        onClick={() => showFiles({ path })}
      >
        /{visibleLine(path)}
      </button>
      <span className={styles.bars} aria-hidden="true">
        <span className={styles.half} data-side="shrunk">
          <span style={{ width: `${(shrunkBytes / largest) * 100}%` }} />
        </span>
        <span className={styles.half} data-side="grown">
          <span style={{ width: `${(grownBytes / largest) * 100}%` }} />
        </span>
      </span>
      <span className={styles.bytes} data-side="shrunk">
        {shrunkBytes > 0 && formatBytesDifference(-shrunkBytes, locale)}
      </span>
      <span className={styles.bytes} data-side="grown">
        {grownBytes > 0 && formatBytesDifference(grownBytes, locale)}
      </span>
    </li>
  );
}
