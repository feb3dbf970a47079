import type { LucideIcon } from 'lucide-react';
import type { TextKey } from '../../shared/i18n/t.ts';
import type { Situation } from './situation.ts';

/** Something the user can do. Menu, palette, shortcuts, context menus and buttons all read the one list of these. */
export interface Action {
  readonly id: string;
  readonly label: TextKey;
  /** The words where several paths are chosen, with their `count`; absent for what is about one alone. */
  readonly severalLabel?: TextKey;
  readonly icon: LucideIcon;
  /** As menus take it, `CmdOrCtrl+O`. */
  readonly accelerator?: string;
  /**
   * Who listens for the accelerator: the menu of the system, which knows the actions of the contract, or the window.
   */
  readonly heardBy: 'menu' | 'window';
  /** Whether it can be done now; always, when absent. */
  readonly when?: (situation: Situation) => boolean;
  /** It is about a path; what has no words for several is about one alone. */
  readonly aboutPath?: boolean;
  /** For a choice: whether it is in force. */
  readonly checked?: (situation: Situation) => boolean;
  readonly run: (situation: Situation) => void | Promise<void>;
}
