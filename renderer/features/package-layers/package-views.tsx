import { useId, useState } from 'react';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { useText } from '../../i18n/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { OwnershipBar } from './ownership-bar.tsx';
import { PackageList } from './package-list.tsx';
import { PackageNotes } from './package-notes.tsx';
import styles from './package-layers.module.css';
import { UnownedList } from './unowned-list.tsx';

export interface PackageViewsProps extends ReviewSectionProps {
  readonly found: PackageLayers;
}

/** Packages by layer, or the places that belong to none. */
export function PackageViews({ grant, image, found }: PackageViewsProps) {
  const { t } = useText();
  const [view, setView] = useState<'layers' | 'unowned'>('layers');
  const [text, setText] = useState('');
  const choiceId = useId();
  return (
    <div className={styles.section}>
      <header className={styles.head}>
        <span id={choiceId} hidden>
          {t('packageLayers.view')}
        </span>
        <Choice
          options={[
            { id: 'layers', label: t('packageLayers.view.layers') },
            { id: 'unowned', label: t('packageLayers.view.unowned') },
          ]}
          value={view}
          onChange={(next) => {
            setView(next);
            setText('');
          }}
          labelledBy={choiceId}
        />
        <SearchField
          label={t(view === 'layers' ? 'packageLayers.filter' : 'packageLayers.filter.places')}
          value={text}
          onChange={setText}
        />
        {found.fileLists.length > 0 && <OwnershipBar found={found} />}
      </header>
      <PackageNotes found={found} />
      {view === 'layers' ? (
        <PackageList grant={grant} image={image} found={found} text={text} />
      ) : (
        <UnownedList grant={grant} image={image} places={found.unownedPlaces} text={text} />
      )}
    </div>
  );
}
