import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Waste } from '../../../shared/model/waste.ts';
import { barParts } from './layer-bars.ts';

/** `Layer 3: 51 MB stored, 48 MB hidden (overwritten 40 MB, deleted file 8 MB). RUN …` */
export function layerSentence(waste: Waste, image: Image, index: number, texts: Texts): string {
  const { t, locale, list } = texts;
  const layer = waste.layers[index];
  if (layer === undefined) return '';
  const causes = barParts(layer).flatMap(({ part, bytes }) =>
    part === 'visible'
      ? []
      : [
          t('waste.drawing.part', {
            part: t(`waste.cause.${part}`),
            size: formatBytes(bytes, locale),
          }),
        ],
  );
  const hidden = formatBytes(layer.hiddenBytes, locale);
  return t('waste.drawing.layer', {
    layer: String(index),
    stored: formatBytes(layer.storedBytes, locale),
    hidden: causes.length === 0 ? hidden : `${hidden} (${list(causes)})`,
    command: visibleLine((image.layers[index]?.command ?? '').replaceAll(/\s+/g, ' ')),
  }).trim();
}
