import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import { useText } from '../../i18n/use-text.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import styles from './inspector.module.css';

/** A layer by its number and the command that made it. */
export function LayerLine({ image, layer }: { readonly image: Image; readonly layer: number }) {
  const { t } = useText();
  const command = image.layers[layer]?.command ?? null;
  return (
    <span className={styles.layerLine}>
      <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
      {command !== null && (
        <span className={styles.command} title={command}>
          {visibleLine(command.replaceAll(/\s+/g, ' '))}
        </span>
      )}
    </span>
  );
}
