import { saveFormats } from '../../../shared/model/store.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { useText } from '../../i18n/use-text.ts';
import { RadioCards } from '../../ui/radio-cards.tsx';

export interface FormChoiceProps {
  readonly format: SaveFormat;
  readonly onChange: (format: SaveFormat) => void;
}

/** What an image is written as. */
export function FormChoice({ format, onChange }: FormChoiceProps) {
  const { t } = useText();
  return (
    <RadioCards
      legend={t('library.save.format')}
      cards={saveFormats.map((id) => ({
        id,
        label: t(`saveFormat.${id}`),
        text: t(`saveFormat.${id}.text`),
      }))}
      value={format}
      onChange={onChange}
    />
  );
}
