import type { StackRange } from '../../shared/model/view.ts';
import { CliFailure, UsageFailure } from './cli-failure.ts';
import { countedText } from './text.ts';

/** The files below the lowest layer: none. */
const belowAll = -1;
const emptyWord = 'empty';
/** Where that word may stand. */
const emptyOptions: readonly string[] = ['--from', '@'];

/** The layer that `--layer` names, or the last. -1 for an image without layers. Throws CliFailure. */
export function chooseLayer(text: string | null, layers: number): number {
  return text === null ? layers - 1 : layerNumber('--layer', text, layers);
}

interface WantedRange {
  readonly layer: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The two points of the stack to compare: `--layer N` is what layer N itself did, `--from` and `--to` are any two
 * points, by default from nothing at all to the last layer. With none of them what the last layer did.
 */
export function chooseRange(wanted: WantedRange, layers: number): StackRange {
  const { layer, from, to } = wanted;
  if (from === null && to === null) {
    const at = chooseLayer(layer, layers);
    return { from: Math.max(at - 1, belowAll), to: at };
  }
  if (layer !== null) throw new UsageFailure('--layer cannot be combined with --from or --to');
  return {
    from: from === null || from === emptyWord ? belowAll : layerNumber('--from', from, layers),
    to: to === null ? layers - 1 : layerNumber('--to', to, layers),
  };
}

/**
 * The point of a stack that `text` names: a layer after which the files are meant, `empty` below all, or the last where
 * it is null. `option` is what the user wrote it behind. Throws CliFailure.
 */
export function choosePoint(option: string, text: string | null, layers: number): number {
  if (text === emptyWord) return belowAll;
  return text === null ? layers - 1 : layerNumber(option, text, layers);
}

function layerNumber(option: string, text: string, layers: number): number {
  if (!/^\d{1,6}$/.test(text)) {
    const more = emptyOptions.includes(option) ? ` or \`${emptyWord}\`` : '';
    throw new UsageFailure(`${option} takes the number of a layer, counted from 0${more}`);
  }
  const layer = Number(text);
  if (layer < layers) return layer;
  const known = layers === 0 ? '' : `, numbered from 0 to ${layers - 1}`;
  throw new CliFailure(
    `there is no layer ${layer}: the image has ${countedText(layers, 'layer')}${known}`,
  );
}
