import type { EditStep } from '../../../shared/model/export.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { instructionLines } from './instruction-lines.ts';

/** Layers in a row, both ends included, by their positions in the image as it is. */
export interface LayerRun {
  readonly from: number;
  readonly to: number;
}

/** A tar or folder that becomes a layer on top. */
export interface AppendedLayer {
  readonly grant: Grant;
  readonly name: string;
  /** What the history says of it. */
  readonly message: string;
}

/** What is to become of an image, while the user is at it. */
export interface EditDraft {
  /** How many layers there are to begin with. */
  readonly layers: number;
  /** How many stay, counted from below. */
  readonly kept: number;
  /** Runs of two and more that become one, the lowest first, apart from each other and all among those that stay. */
  readonly squashed: readonly LayerRun[];
  readonly appended: readonly AppendedLayer[];
  /** Dockerfile instructions. */
  readonly instructions: string;
}

export function emptyDraft(layers: number): EditDraft {
  return { layers, kept: layers, squashed: [], appended: [], instructions: '' };
}

/** Layers from `kept` on go; runs that reach into them get shorter, or vanish with but one layer left. */
export function withKept(draft: EditDraft, kept: number): EditDraft {
  const squashed = draft.squashed
    .map(({ from, to }) => ({ from, to: Math.min(to, kept - 1) }))
    .filter(({ from, to }) => from < to);
  return { ...draft, kept, squashed };
}

/** A run becomes one layer, together with the runs that it touches. */
export function withSquash(draft: EditDraft, run: LayerRun): EditDraft {
  const apart = draft.squashed.filter(({ from, to }) => to < run.from || from > run.to);
  const joined = draft.squashed.filter((other) => !apart.includes(other));
  const from = Math.min(run.from, ...joined.map((other) => other.from));
  const to = Math.max(run.to, ...joined.map((other) => other.to));
  const squashed = [...apart, { from, to }].toSorted((one, other) => one.from - other.from);
  return { ...draft, squashed };
}

/** Layers of a run stay as they are: what goes comes back from below up to them, and what is squashed falls apart. */
export function withRestored(draft: EditDraft, run: LayerRun): EditDraft {
  return {
    ...draft,
    kept: Math.max(draft.kept, run.to + 1),
    squashed: draft.squashed.filter(({ from, to }) => to < run.from || from > run.to),
  };
}

/** The run that a layer is squashed in. */
export function runOf({ squashed }: EditDraft, layer: number): LayerRun | null {
  return squashed.find(({ from, to }) => from <= layer && layer <= to) ?? null;
}

/** Whether a run can be made one layer: two and more that stay, and not already exactly that. */
export function canSquash(draft: EditDraft, { from, to }: LayerRun): boolean {
  const same = draft.squashed.some((run) => run.from === from && run.to === to);
  return from < to && to < draft.kept && !same;
}

/** Whether something in a run can be as it was. */
export function canRestore(draft: EditDraft, run: LayerRun): boolean {
  return (
    run.to >= draft.kept || draft.squashed.some(({ from, to }) => to >= run.from && from <= run.to)
  );
}

/**
 * The steps that make it, in an order in which each finds the positions as they were: first what goes from the top, then
 * the runs from the top down, then what comes on top, then the config.
 */
export function editSteps(draft: EditDraft): readonly EditStep[] {
  const { layers, kept, squashed, appended, instructions } = draft;
  const changes = instructionLines(instructions).map(({ text }) => text);
  return [
    ...(kept < layers ? [{ edit: 'drop', layers: layers - kept } as const] : []),
    ...squashed.toReversed().map(({ from, to }) => ({ edit: 'squash', from, to }) as const),
    ...appended.map(({ grant, message }) => ({ edit: 'append', grant, message }) as const),
    ...(changes.length > 0 ? [{ edit: 'config', changes } as const] : []),
  ];
}
