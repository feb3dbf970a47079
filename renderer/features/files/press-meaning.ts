import type { HostInfo } from '../../../shared/contract/host.ts';

/** What of a press says how it is meant. */
export interface Press {
  readonly button: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * What a press on a line of a list is meant for: this line alone, one line more or less, the lines up to it, the same
 * beside what is chosen, or the menu of what is chosen. On macOS the command key is the one that adds, and a press with
 * the control key is one of the secondary button.
 */
export type PressMeaning = 'one' | 'toggle' | 'range' | 'more' | 'menu' | 'none';

export function pressMeaning(press: Press, platform: HostInfo['platform']): PressMeaning {
  const { button, ctrlKey, metaKey, shiftKey } = press;
  const mac = platform === 'darwin';
  if (button === 2 || (mac && button === 0 && ctrlKey)) return 'menu';
  if (button !== 0) return 'none';
  const adds = mac ? metaKey : ctrlKey;
  if (shiftKey) return adds ? 'more' : 'range';
  return adds ? 'toggle' : 'one';
}
