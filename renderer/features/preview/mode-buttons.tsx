import { Binary, Image as Picture, Text } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './preview.module.css';

/** The ways to look at the bytes of a file. */
export type ContentMode = 'text' | 'picture' | 'hex';

const icons = { text: <Text />, picture: <Picture />, hex: <Binary /> } as const;

export interface ModeButtonsProps {
  /** Those that there are a reason for. */
  readonly modes: readonly ContentMode[];
  readonly mode: ContentMode;
  readonly onMode: (mode: ContentMode) => void;
}

export function ModeButtons({ modes, mode, onMode }: ModeButtonsProps) {
  const { t } = useText();
  return (
    <fieldset className={styles.modes} aria-label={t('preview.modes')}>
      {modes.map((id) => (
        <IconButton
          key={id}
          size="s"
          icon={icons[id]}
          label={t(`preview.mode.${id}`)}
          pressed={id === mode}
          onClick={() => onMode(id)}
        />
      ))}
    </fieldset>
  );
}
