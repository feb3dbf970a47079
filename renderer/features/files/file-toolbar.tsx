import { useStore } from 'zustand';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { useText } from '../../i18n/use-text.ts';
import { FoldButtons, PathFilter } from './filter-tools.tsx';
import type { FilterToolsProps } from './filter-tools.tsx';
import { KindToggles } from './kind-toggles.tsx';
import { SizeFilter } from './size-filter.tsx';
import styles from './file-toolbar.module.css';

/** The tools above the files of an image. */
export function FileToolbar(props: FilterToolsProps) {
  const { t } = useText();
  const { state, store } = props;
  const { options, initial, setOptions } = useStore(store);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('files.toolbar')}>
      <div className={styles.tools}>
        <PathFilter {...props} />
        <span className={styles.buttons}>
          <FoldButtons />
        </span>
        <KindToggles
          kinds={stackChangeKinds}
          counts={{ ...state.changes, moved: state.moved }}
          chosen={options.kinds}
          initial={initial}
          onlyLabel={t('action.view.onlyThisLayer')}
          onChoose={(kinds) => setOptions({ kinds })}
        />
        <SizeFilter
          minBytes={options.minBytes}
          maxBytes={options.maxBytes}
          onChange={(minBytes, maxBytes) => setOptions({ minBytes, maxBytes })}
        />
      </div>
    </div>
  );
}
