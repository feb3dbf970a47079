import type { HistoryStep } from '../../../shared/model/history.ts';
import { cleanCommand } from './command.ts';
import type { HistoryRecord } from './config.ts';

/** History with the layers its steps made. */
export interface PairedHistory {
  readonly steps: readonly HistoryStep[];
  /** Per layer the cleaned instruction that made it; null where history does not tell. */
  readonly commands: readonly (string | null)[];
  /** Steps that made a layer, as history has it. */
  readonly stepsWithLayer: number;
  /** False when history is there and tells of another number of layers than the config. */
  readonly agrees: boolean;
}

/**
 * Pairs history and layers: the steps that are not empty stand for the diffIDs in order (OCI image-spec, config.md,
 * history). `positions` tells for each layer the place of its diffID in the config, null for a layer that has none:
 * in a trimmed archive the layers left are not the first ones. `diffIds` is how many the config has. Where the counts
 * differ, steps and layers pair from the start for as long as there are both.
 */
export function pairHistory(
  records: readonly HistoryRecord[] | null,
  positions: readonly (number | null)[],
  diffIds: number,
): PairedHistory {
  const layerAt = new Map<number, number>();
  for (const [layer, position] of positions.entries()) {
    if (position !== null) layerAt.set(position, layer);
  }
  const commands: (string | null)[] = positions.map(() => null);
  let position = 0;
  const steps = (records ?? []).map((record): HistoryStep => {
    const cleaned = cleanCommand(record.createdBy, record.comment);
    const layer = record.emptyLayer ? null : (layerAt.get(position) ?? null);
    if (!record.emptyLayer) position++;
    if (layer !== null && cleaned.command !== '') commands[layer] = cleaned.command;
    return { ...record, ...cleaned, layer };
  });
  const hasHistory = steps.length > 0;
  return { steps, commands, stepsWithLayer: position, agrees: !hasHistory || position === diffIds };
}
