import { memo, useState } from 'react';
import type { Lineage } from '../../../shared/model/lineage.ts';
import type { Icicle, Usage } from '../../../shared/model/usage.ts';
import { useText } from '../../i18n/use-text.ts';
import { BasisChoice } from '../../ui/basis-choice.tsx';
import type { BasisChoiceProps } from '../../ui/basis-choice.tsx';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';
import { Figure } from '../../ui/figure.tsx';
import { WhenNear } from '../../ui/when-near.tsx';
import { blockText, IcicleDrawing, icicleHeight } from './icicle-drawing.tsx';
import { LayerTable } from './layer-table.tsx';

export interface IcicleViewProps {
  readonly icicle: Icicle;
  readonly lineage: Lineage;
  /** For the table form. */
  readonly usage: Usage;
  readonly onBasis: BasisChoiceProps['onChange'];
  /** Images are positions in `lineage.images`. */
  readonly onOpen: (image: number) => void;
  readonly onExport: (drawing: ExportedDrawing) => void;
}

/** The stack view: a row for each image, its layers from the bottom on the left, shared ones as one block over rows. */
export function IcicleView(props: IcicleViewProps) {
  const { icicle, lineage, usage, onBasis, onOpen, onExport } = props;
  const texts = useText();
  const { t } = texts;
  const [pointed, setPointed] = useState<number | null>(null);
  const block = pointed === null ? undefined : icicle.blocks[pointed];
  return (
    <Figure
      title={t('usage.stacks')}
      fileName={t('usage.stacks.fileName')}
      onExport={onExport}
      controls={<BasisChoice basis={icicle.basis} onChange={onBasis} />}
      caption={
        block === undefined ? t('usage.stacks.hint') : blockText(lineage, icicle, block.node, texts)
      }
      drawing={
        <WhenNear height={icicleHeight(icicle)}>
          <SteadyDrawing icicle={icicle} lineage={lineage} onOpen={onOpen} onPoint={setPointed} />
        </WhenNear>
      }
      table={<LayerTable usage={usage} basis={icicle.basis} />}
    />
  );
}

/** Pointing at a block changes the caption, not the thousands of blocks. */
const SteadyDrawing = memo(IcicleDrawing);
