import { ArrowDownToDot, ArrowUpFromDot, TrendingUp } from 'lucide-react';
import { useStore } from 'zustand';
import { changeKinds } from '../../../shared/model/change.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { classes } from '../../ui/classes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FoldButtons, PathFilter } from '../files/filter-tools.tsx';
import type { FilterToolsProps } from '../files/filter-tools.tsx';
import { KindToggles } from '../files/kind-toggles.tsx';
import { SizeFilter } from '../files/size-filter.tsx';
import toolbar from '../files/file-toolbar.module.css';
import sizeFilter from '../files/size-filter.module.css';
import { ReasonFilter } from './files-reasons.tsx';
import styles from './files.module.css';

export interface FilesToolbarProps extends FilterToolsProps {
  readonly value: Comparison;
}

/** The tools above the files of two images. */
export function FilesToolbar({ value, ...tools }: FilesToolbarProps) {
  const { t } = useText();
  const { state, store } = tools;
  const { options, initial, setOptions } = useStore(store);
  const grown = options.sort === 'difference' && options.descending;
  const { added, modified, removed } = state.changes;
  const hiddenTimes = options.timeOnly ? 0 : state.timeOnly;
  return (
    <div
      className={classes(toolbar.toolbar, styles.toolbar)}
      role="toolbar"
      aria-label={t('files.toolbar')}
    >
      <div className={classes(toolbar.tools, styles.tools)}>
        <PathFilter {...tools} />
        <span className={toolbar.buttons}>
          <IconButton
            size="s"
            label={t('action.view.previousChange')}
            shortcut="Shift+F7"
            icon={<ArrowUpFromDot />}
            onClick={() => runAction('view.previousChange')}
          />
          <IconButton
            size="s"
            label={t('action.view.nextChange')}
            shortcut="F7"
            icon={<ArrowDownToDot />}
            onClick={() => runAction('view.nextChange')}
          />
          <FoldButtons />
        </span>
        <KindToggles
          kinds={changeKinds}
          counts={{
            added: added - state.moved,
            modified: modified - hiddenTimes,
            removed: removed - state.moved,
            moved: state.moved,
          }}
          chosen={options.kinds}
          initial={initial}
          onlyLabel={t('compareFiles.only')}
          onChoose={(kinds) => setOptions({ kinds })}
        />
        <ReasonFilter
          counts={value.files.reasons}
          chosen={options.reasons}
          onChoose={(reasons) =>
            setOptions(
              // Who asks for times wants to see them.
              reasons.length === 1 && reasons[0] === 'mtime'
                ? { reasons, timeOnly: true }
                : { reasons },
            )
          }
        />
        <SizeFilter
          minBytes={options.minBytes}
          maxBytes={options.maxBytes}
          onChange={(minBytes, maxBytes) => setOptions({ minBytes, maxBytes })}
        />
        <button
          type="button"
          className={sizeFilter.trigger}
          data-active={grown || undefined}
          aria-pressed={grown}
          title={t('compareFiles.grown.text')}
          onClick={() =>
            setOptions(
              grown
                ? { sort: 'name', descending: false }
                : { sort: 'difference', descending: true },
            )
          }
        >
          <TrendingUp />
          {t('compareFiles.grown')}
        </button>
      </div>
    </div>
  );
}
