import { wasteOf } from '../../engine/session/waste.ts';
import { hiddenCount, hiddenFiles } from '../../engine/waste/waste.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { withStack } from '../read-stack.ts';
import { oneLine } from '../text.ts';
import { wasteLines } from '../waste/waste-lines.ts';
import { wasteJson } from '../waste/waste-record.ts';

export const wasteCommand: Command = {
  name: 'waste',
  summary: 'Say which stored bytes nobody sees, why, and which layers hide them.',
  operands: ['PATH'],
  options: ['image', 'platform', 'files', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Hidden are the contents of files that no path of the finished image leads to: overwritten,\ndeleted, in a folder that was emptied or replaced, stored again with other attributes, or stored\ntwice. A file with several names is hidden when the last of them is gone. Beside them stand the\nfigures that dive computes for the same layers.',
  ],
  run: runWaste,
};

async function runWaste(call: CommandCall): Promise<ExitCode> {
  const limit = fileLimit(call.options.files);
  return withStack(call, async ({ image, read }) => {
    const { output, options, signal } = call;
    const reading = await wasteOf(read, signal);
    const { waste } = reading;
    const count = limit ?? (options.json ? hiddenCount(reading, null) : 0);
    const files = hiddenFiles(reading, null, 0, count);
    const { layers } = image;
    if (options.json) {
      for (const piece of wasteJson({ waste, layers, tree: read.tree, files })) {
        await output.text(piece);
      }
    } else {
      for (const line of wasteLines(waste, layers, [...files], output)) await output.line(line);
    }
    return ExitCode.fine;
  });
}

/** How many files the user wants to see; null where nothing was said. Throws UsageFailure. */
function fileLimit(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageFailure(`--files takes a number, not ${oneLine(text)}`);
}
