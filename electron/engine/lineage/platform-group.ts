import type { Platform } from '../../../shared/model/platform.ts';
import { platformText } from '../../../shared/model/platform.ts';

/** The variant that goes without saying on an architecture, as containerd normalizes platforms. */
const defaultVariants: ReadonlyMap<string, string> = new Map([
  ['amd64', 'v1'],
  ['arm64', 'v8'],
  ['arm', 'v7'],
]);

/**
 * Platforms that differ only in what goes without saying are one: `linux/arm64` and `linux/arm64/v8`. Only images of
 * one such group can be each other's parents.
 */
export function platformGroup(platform: Platform): Platform {
  const variant = platform.variant === defaultVariants.get(platform.architecture);
  return { ...platform, variant: variant ? '' : platform.variant, osVersion: '' };
}

export function platformGroupKey(platform: Platform): string {
  return platformText(platformGroup(platform));
}
