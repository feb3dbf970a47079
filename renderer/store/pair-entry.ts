import type { ComparedImage, PairDetail, Side } from '../../shared/model/comparison.ts';
import { engine } from '../engine/client.ts';
import { revealPath } from './reveal.ts';
import { saveVersion } from './save-version.ts';
import { useSelectionStore } from './selection.ts';

/** A path of a comparison, by its node there. */
export interface PairEntry {
  readonly comparison: number;
  readonly node: number;
}

interface FoundSide {
  readonly image: ComparedImage;
  /** Null where this side has not the path. */
  readonly entry: PairDetail['a'];
}

/** Asks where to, and saves the file as one side has it. Nothing when that side has no file there. */
export async function saveSide(pair: PairEntry, side: Side): Promise<void> {
  const { image, entry } = await findSide(pair, side);
  if (entry === null || entry.attributes.type !== 'file') return;
  const { grant, image: key, layer } = image.point;
  await saveVersion({ grant, image: key, layer: Math.max(0, layer), node: entry.node });
}

/** Leaves the comparison for the image of one side, as it is compared, the cursor on the path. */
export async function showSide(pair: PairEntry, side: Side): Promise<void> {
  const { image, entry } = await findSide(pair, side);
  if (entry === null) return;
  const { grant, image: key, layer } = image.point;
  const { select, setRange } = useSelectionStore.getState();
  select({ grant, key }, image.source);
  if (layer >= 0) setRange({ grant, key }, { from: layer - 1, to: layer });
  await revealPath({ grant, key }, entry.path);
}

async function findSide({ comparison, node }: PairEntry, side: Side): Promise<FoundSide> {
  const [value, detail] = await Promise.all([
    engine.call('compare.read', { comparison }),
    engine.call('compare.describe', { comparison, node }),
  ]);
  return { image: value[side], entry: detail[side] };
}
