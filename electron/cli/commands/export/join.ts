import { saveFormats } from '../../../../shared/model/store.ts';
import type { Command } from '../../command.ts';
import { runWithBase } from '../../export/run-with-base.ts';

export const joinCommand: Command = {
  name: 'export join',
  summary: 'Make the whole image of a delta and its base again.',
  operands: ['DELTA'],
  options: ['base', 'output', 'format', 'platform', 'force', 'on-conflict', 'store', 'json'],
  optionTexts: {
    json: 'print how it went as JSON',
    base: 'an image that has the layers that the delta lacks',
    output: 'a file, for oci-layout a folder; `-` is standard output',
    format: `${saveFormats.join(', ')} (default: ${saveFormats[0]})`,
  },
  notes: [
    'Every digest of the image is as it was before the delta was made, and that is verified.',
  ],
  run: (call) => runWithBase(call, 'join'),
};
