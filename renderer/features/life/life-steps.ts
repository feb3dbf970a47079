import type { LifeStep } from '../../../shared/model/life.ts';

/** A step after which the path is there. */
export type Version = LifeStep & { readonly attributes: NonNullable<LifeStep['attributes']> };

export function isVersion(step: LifeStep): step is Version {
  return step.attributes !== null;
}

/** The step to look at first: what holds after `layer`, or after all layers. -1 when there is none. */
export function firstStep(steps: readonly LifeStep[], layer: number | null): number {
  const after = steps.findLastIndex((step) => layer === null || step.layer <= layer);
  return after === -1 ? Math.min(0, steps.length - 1) : after;
}

/** The version that a step is compared with unless another is chosen: the one before it; null for the first. */
export function versionBefore(steps: readonly LifeStep[], index: number): number | null {
  const before = steps.slice(0, Math.max(0, index)).findLastIndex(isVersion);
  return before === -1 ? null : before;
}

/** The steps that a step can be compared with. */
export function otherVersions(steps: readonly LifeStep[], index: number): readonly Version[] {
  return steps.filter((_, other) => other !== index).filter(isVersion);
}
