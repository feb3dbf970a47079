import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { chooseNumbers } from '../../export/choose-numbers.ts';
import { levelFrom } from '../../export/export-options.ts';
import { withExport } from '../../export/export-session.ts';
import { exportTarget } from '../../export/export-target.ts';
import { layerFormat } from '../../export/file-format.ts';
import { runRequest } from '../../export/run-command.ts';

export const layerCommand: Command = {
  name: 'export layer',
  summary: 'Write layers as they are: stored, as a tar, or unpacked.',
  operands: ['PATH', 'N…'],
  options: ['output', 'format', 'level', 'platform', 'force', 'on-conflict', 'store', 'json'],
  optionTexts: {
    json: 'print how it went as JSON',
    output: 'a file; for several layers a folder; `-` is standard output',
    format: 'blob (the stored bytes), tar, gzip, zstd, or dir (default: as FILE ends, else tar)',
  },
  notes: [
    'N is a layer, counted from 0, or several as 2-5. Of several each becomes a file of its own in DIR,\nor with `--format dir` a folder.',
    'The hash of a tar is the diffID, and that is verified on the way whatever it is packed with.',
  ],
  run: runLayer,
};

async function runLayer(call: CommandCall): Promise<ExitCode> {
  const { options, operands } = call;
  const [operand = '', ...numbers] = operands;
  const target = exportTarget(call);
  const format = layerFormat(options);
  const level = levelFrom(options.level, format);
  return withExport(call, [operand], async (session) => {
    const { choice, image } = await session.open(operand);
    const layers = chooseNumbers(numbers, image.layers.length);
    return runRequest(call, session, { what: 'layers', ...choice, layers, format, level }, target);
  });
}
