import type { Packing } from '../../../shared/model/export.ts';
import { useText } from '../../i18n/use-text.ts';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { LevelChoice } from './level-choice.tsx';

const compressions = ['none', 'gzip', 'zstd'] as const;

export interface PackingChoiceProps {
  readonly legend: string;
  /** Null to leave layers as they are stored. */
  readonly packing: Packing | null;
  /** Leaving them so is no choice for layers that are made. */
  readonly canStay: boolean;
  /** The form knows zstd. */
  readonly zstd: boolean;
  readonly onChange: (packing: Packing | null) => void;
}

/** How layers are compressed, and how hard. */
export function PackingChoice({ legend, packing, canStay, zstd, onChange }: PackingChoiceProps) {
  const { t } = useText();
  const kinds = canStay ? (['stored', ...compressions] as const) : compressions;
  return (
    <RadioCards
      legend={legend}
      cards={kinds.map((id) => ({
        id,
        label: t(`export.packing.${id}`),
        text: t(id === 'zstd' && !zstd ? 'export.packing.zstd.not' : `export.packing.${id}.text`),
        disabled: id === 'zstd' && !zstd,
      }))}
      value={packing?.compression ?? 'stored'}
      onChange={(id) => onChange(id === 'stored' ? null : { compression: id, level: null })}
    >
      {packing !== null && (
        <LevelChoice
          compression={packing.compression}
          level={packing.level}
          onChange={(level) => onChange({ ...packing, level })}
        />
      )}
    </RadioCards>
  );
}
