import { tagImage } from '../../../engine/store/tag-image.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { moveLines } from '../../load-report.ts';
import { changing, naming, storeFolderOf } from '../../store-access.ts';

export const tagCommand: Command = {
  name: 'store tag',
  summary: 'Give an image of the store one more name.',
  operands: ['REF', 'NEW'],
  options: ['store', 'json'],
  optionTexts: {},
  notes: ['A name that stood for something else moves, and what it stood for stays without it.'],
  run: runTag,
};

async function runTag(call: CommandCall): Promise<ExitCode> {
  const [target = '', reference = ''] = call.operands;
  const { output } = call;
  const moved = await naming(() =>
    tagImage(storeFolderOf(call), target, reference, changing(call)),
  );
  if (call.options.json) await output.line(jsonText({ moved }, 2));
  else for (const line of moveLines(moved)) await output.line(line);
  return ExitCode.fine;
}
