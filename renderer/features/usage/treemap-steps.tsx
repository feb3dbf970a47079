import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import type { TreemapAreas } from './treemap-layout.ts';
import styles from './usage.module.css';

export interface TreemapStepsProps {
  readonly map: Pick<TreemapAreas, 'node' | 'path'>;
  readonly onFolder: (node: number) => void;
}

/** The way from the root to the folder shown; every step leads back. */
export function TreemapSteps({ map, onFolder }: TreemapStepsProps) {
  const { t } = useText();
  return (
    <nav className={styles.steps} aria-label={t('usage.files.path')}>
      {map.path.map(({ node, name }, place) => (
        <Fragment key={node}>
          {place > 0 && <ChevronRight aria-hidden="true" />}
          <button
            type="button"
            aria-current={node === map.node ? 'location' : undefined}
            onClick={() => onFolder(node)}
          >
            {name === '' ? '/' : visibleLine(name)}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
