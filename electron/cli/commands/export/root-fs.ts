import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { fileFormat } from '../../export/file-format.ts';
import { runFiles } from '../../export/run-files.ts';

export const rootFsCommand: Command = {
  name: 'export rootfs',
  summary: 'Write the whole root file system, as `docker export` does of a container.',
  operands: ['PATH'],
  options: [
    'output',
    'layer',
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
    output: 'a file or a folder; `-` is standard output',
    layer: 'the files as they are after layer N, counted from 0 (default: the last)',
    format: 'tar, gzip, zstd, zip or dir (default: as FILE ends, else tar)',
  },
  notes: ['The same image gives the same bytes every time.'],
  run: runRootFs,
};

function runRootFs(call: CommandCall): Promise<ExitCode> {
  return runFiles(call, fileFormat(call.options, true), () => [0]);
}
