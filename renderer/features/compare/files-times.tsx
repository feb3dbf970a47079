import { Clock } from 'lucide-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../i18n/use-text.ts';
import { usePairViewStore } from '../../store/view.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './files.module.css';

/** How many paths differ in their time alone, and whether they are shown. Nothing when there are none. */
export function TimesLine({ count }: { readonly count: number }) {
  const { t } = useText();
  const id = useId();
  const { options, setOptions } = useStore(usePairViewStore);
  if (count === 0) return null;
  return (
    <p className={styles.times}>
      <Clock />
      <label htmlFor={id}>
        {t(options.timeOnly ? 'compareFiles.times.shown' : 'compareFiles.times.hidden', { count })}
      </label>
      <Switch
        id={id}
        checked={options.timeOnly}
        onChange={(timeOnly) => setOptions({ timeOnly })}
      />
    </p>
  );
}
