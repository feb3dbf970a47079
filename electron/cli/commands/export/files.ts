import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { chooseNodes } from '../../export/choose-nodes.ts';
import { fileFormat } from '../../export/file-format.ts';
import { runFiles } from '../../export/run-files.ts';

export const filesCommand: Command = {
  name: 'export files',
  summary: 'Take files and folders out, into a folder or an archive.',
  operands: ['PATH', 'GLOB…'],
  options: [
    'output',
    'layer',
    'alone',
    'format',
    'special',
    'platform',
    'force',
    'on-conflict',
    'store',
    'json',
  ],
  optionTexts: {
    json: 'print how it went as JSON',
    output: 'a folder or a file; `-` is standard output, which gets a tar',
    layer: 'the files as they are after layer N, counted from 0 (default: the last)',
    alone: 'only what that layer itself holds',
    format: 'dir, tar, gzip, zstd or zip (default: as FILE ends, else dir)',
  },
  notes: [
    'GLOB is a path, or a glob over paths; without a slash over names. Folders come with all that is\nin them, and paths begin at the folder that all of them lie in. A path that a layer deleted is taken from\nthe last layer before that held it; a glob means what is there.',
    'Nothing outside the folder is ever written to, whatever the image says. A name that is taken ends\nit before anything is written, unless --on-conflict says otherwise. What the folder cannot hold as it\nis in the image (owners, devices, names) is told on stderr.',
  ],
  run: runFilesCommand,
};

function runFilesCommand(call: CommandCall): Promise<ExitCode> {
  const [, ...globs] = call.operands;
  const format = fileFormat(call.options, false);
  return runFiles(call, format, (tree, layer) =>
    chooseNodes(tree, globs, layer, call.options.alone),
  );
}
