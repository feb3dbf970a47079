import type { Command } from '../../command.ts';
import { checkCommand } from './check.ts';
import { historyCommand } from './history.ts';
import { importCommand } from './import.ts';
import { inspectCommand } from './inspect.ts';
import { loadCommand } from './load.ts';
import { lsCommand } from './ls.ts';
import { pruneCommand } from './prune.ts';
import { rmCommand } from './rm.ts';
import { saveCommand } from './save.ts';
import { tagCommand } from './tag.ts';
import { untagCommand } from './untag.ts';

/** What can be done with the layer store. */
export const storeCommands: readonly Command[] = [
  loadCommand,
  importCommand,
  lsCommand,
  inspectCommand,
  historyCommand,
  tagCommand,
  untagCommand,
  rmCommand,
  pruneCommand,
  saveCommand,
  checkCommand,
];
