import type { HiddenCause } from '../../../shared/model/waste.ts';
import { english } from '../text.ts';

/** Why bytes are hidden, in the same words wherever the command line says it. */
export function causeText(cause: HiddenCause): string {
  return english().t(`waste.cause.${cause}`).toLowerCase();
}
