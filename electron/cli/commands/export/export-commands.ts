import type { Command } from '../../command.ts';
import { deltaCommand } from './delta.ts';
import { filesCommand } from './files.ts';
import { imageCommand } from './image.ts';
import { joinCommand } from './join.ts';
import { layerCommand } from './layer.ts';
import { rootFsCommand } from './root-fs.ts';

/** What can be taken out of images. */
export const exportCommands: readonly Command[] = [
  layerCommand,
  filesCommand,
  rootFsCommand,
  imageCommand,
  deltaCommand,
  joinCommand,
];
