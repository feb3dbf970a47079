import { textModes } from '../../../shared/model/view.ts';
import type { ViewOptions } from '../../../shared/model/view.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './text-modes.module.css';

/** What a text that paths are held against is. */
export type TextMode = ViewOptions['textMode'];

const modes: Readonly<Record<TextMode, { readonly sign: string; readonly label: TextKey }>> = {
  text: { sign: 'abc', label: 'filter.mode.text' },
  glob: { sign: '*?', label: 'filter.mode.glob' },
  regex: { sign: '.*', label: 'filter.mode.regex' },
};

export interface TextModesProps {
  readonly mode: TextMode;
  readonly onMode: (mode: TextMode) => void;
}

/** The choice between a part of the path, a glob and a regular expression, at the end of a field. */
export function TextModes({ mode, onMode }: TextModesProps) {
  const { t } = useText();
  return (
    <span className={styles.modes} role="radiogroup" aria-label={t('filter.mode')}>
      {textModes.map((id) => (
        <Tooltip key={id} text={t(modes[id].label)}>
          <button
            type="button"
            className={styles.mode}
            role="radio"
            aria-checked={id === mode}
            aria-label={t(modes[id].label)}
            onClick={() => onMode(id)}
          >
            {modes[id].sign}
          </button>
        </Tooltip>
      ))}
    </span>
  );
}
