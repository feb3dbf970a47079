import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import { layerFormats } from '../../../shared/model/export.ts';
import type { ExportRequest, LayerFormat } from '../../../shared/model/export.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import { availabilityWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { ExportFrame, useExportPlan } from './export-frame.tsx';
import { ImageAbout } from './image-about.tsx';
import { LevelChoice } from './level-choice.tsx';
import styles from './export.module.css';

export interface LayersExportProps {
  readonly placed: PlacedImage;
  /** Positions of the layers that are chosen to begin with. */
  readonly layers: readonly number[];
}

/** Takes layers out whole: stored, as a tar, compressed anew, or unpacked. */
export function LayersExport({ placed, layers }: LayersExportProps) {
  const { t } = useText();
  const { source, image } = placed;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(layers));
  const [format, setFormat] = useState<LayerFormat>('tar');
  const [level, setLevel] = useState<number | null>(null);
  const meant = image.layers.flatMap(({ index }) => (chosen.has(index) ? [index] : []));
  const choice = { grant: source.grant, image: image.key };
  const request: ExportRequest | null =
    meant.length === 0 ? null : { what: 'layers', ...choice, layers: meant, format, level };
  const plan = useExportPlan(request);

  function toggle(layer: number, on: boolean): void {
    const next = new Set(chosen);
    if (on) next.add(layer);
    else next.delete(layer);
    setChosen(next);
  }

  return (
    <ExportFrame
      title={t('export.layers.title')}
      about={<ImageAbout placed={placed} />}
      request={request}
      missing={t('export.layers.missing')}
      plan={plan}
    >
      <div role="group" aria-label={t('export.layers.which')}>
        <p className={styles.legend}>{t('export.layers.which')}</p>
        <div className={styles.checklist}>
          {image.layers.map((layer) => (
            <LayerCheck
              key={layer.index}
              layer={layer}
              checked={chosen.has(layer.index)}
              isFirst={layer.index === layers[0]}
              onChange={(on) => toggle(layer.index, on)}
            />
          ))}
        </div>
      </div>
      <RadioCards
        legend={t('export.as')}
        cards={layerFormats.map((id) => ({
          id,
          label: t(`export.layerFormat.${id}`),
          text: t(`export.layerFormat.${id}.text`),
        }))}
        value={format}
        onChange={(next) => {
          setFormat(next);
          setLevel(null);
        }}
      >
        {(format === 'gzip' || format === 'zstd') && (
          <LevelChoice compression={format} level={level} onChange={setLevel} />
        )}
      </RadioCards>
    </ExportFrame>
  );
}

interface LayerCheckProps {
  readonly layer: Layer;
  readonly checked: boolean;
  /** The first that was chosen when the dialog came: a long stack begins there. */
  readonly isFirst: boolean;
  readonly onChange: (on: boolean) => void;
}

function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function LayerCheck({ layer, checked, isFirst, onChange }: LayerCheckProps) {
  const { t, locale } = useText();
  const { index, command, availability, storedBytes } = layer;
  const words = command === null || command === '' ? t('layer.noCommand') : visibleText(command);
  return (
    <label className={styles.layerChoice} title={words} ref={isFirst ? bringIntoView : null}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <LayerChip layer={index} label={t('layer.number', { layer: String(index) })} />
      <code>{words}</code>
      <span className={styles.size}>
        {availability === 'available'
          ? storedBytes !== null && formatBytes(storedBytes, locale)
          : t(availabilityWords[availability])}
      </span>
    </label>
  );
}
