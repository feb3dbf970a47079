import styles from './layer-chip.module.css';

export interface LayerChipProps {
  /** Position of the layer in its image, 0 for the lowest: the number shown, and the colour. */
  readonly layer: number;
  /** Accessible name, such as "Layer 3"; without one the bare number is read. */
  readonly label?: string | undefined;
}

/** A layer's number in its colour, wherever something says which layer it comes from. */
export function LayerChip({ layer, label }: LayerChipProps) {
  return (
    <span
      className={styles.chip}
      data-origin={layer % 12}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
    >
      {layer}
    </span>
  );
}
