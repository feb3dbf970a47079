import type { JsonObject } from '../image/json.ts';
import type { EditLayer } from './edit-layer.ts';

/** An image between two steps of an edit. */
export interface EditedImage {
  /** The whole config; its `history` and `rootfs` are those of the image that was opened. */
  readonly config: JsonObject;
  /** Records as stored; null where there are none, or none that can be true. */
  readonly history: readonly unknown[] | null;
  /** The history told of other layers than there are, and was given up. */
  readonly historyLost: boolean;
  /** Commands of steps that were dropped, whose settings the config still has. */
  readonly settingsKept: readonly string[];
  readonly layers: readonly EditLayer[];
  /** Of the manifest; null for none. */
  readonly annotations: JsonObject | null;
}
