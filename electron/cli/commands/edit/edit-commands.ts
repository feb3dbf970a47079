import type { Command } from '../../command.ts';
import { appendCommand } from './append.ts';
import { configCommand } from './config.ts';
import { dropCommand } from './drop.ts';
import { squashCommand } from './squash.ts';

/** What makes a new image of one. */
export const editCommands: readonly Command[] = [
  dropCommand,
  squashCommand,
  appendCommand,
  configCommand,
];
