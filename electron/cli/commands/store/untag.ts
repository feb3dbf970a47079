import { untagImage } from '../../../engine/store/tag-image.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { changing, naming, storeFolderOf } from '../../store-access.ts';

export const untagCommand: Command = {
  name: 'store untag',
  summary: 'Take a name away; the image stays.',
  operands: ['REF'],
  options: ['store', 'json'],
  optionTexts: {},
  notes: ['An image without any name is dangling: `store prune` removes it.'],
  run: runUntag,
};

async function runUntag(call: CommandCall): Promise<ExitCode> {
  const [reference = ''] = call.operands;
  const { output, options } = call;
  await naming(() => untagImage(storeFolderOf(call), reference, changing(call)));
  if (options.json) await output.line(jsonText({ untagged: [reference] }, 2));
  return ExitCode.fine;
}
