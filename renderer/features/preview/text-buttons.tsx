import { Search, WrapText } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export interface TextButtonsProps {
  readonly wrap: boolean;
  readonly onWrap: (wrap: boolean) => void;
  /** Why long lines cannot be wrapped here; nothing when they can. */
  readonly noWrap?: string | undefined;
  readonly onFind: () => void;
}

/** The buttons of every text to read: long lines wrapped or not, and the search. */
export function TextButtons({ wrap, onWrap, noWrap, onFind }: TextButtonsProps) {
  const { t } = useText();
  return (
    <>
      <IconButton
        size="s"
        icon={<WrapText />}
        label={noWrap ?? t('preview.wrap')}
        disabled={noWrap !== undefined}
        pressed={wrap}
        onClick={() => onWrap(!wrap)}
      />
      <IconButton
        size="s"
        icon={<Search />}
        label={t('code.find')}
        shortcut="Mod+F"
        onClick={onFind}
      />
    </>
  );
}
