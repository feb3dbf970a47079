import { saveFormats } from '../../../../shared/model/store.ts';
import type { Command } from '../../command.ts';
import { runWithBase } from '../../export/run-with-base.ts';

export const deltaCommand: Command = {
  name: 'export delta',
  summary: 'Write an image without the layers that another one has.',
  operands: ['PATH'],
  options: ['base', 'output', 'format', 'platform', 'force', 'on-conflict', 'store', 'json'],
  optionTexts: {
    json: 'print how it went as JSON',
    base: 'the image that is there where the delta goes to',
    output: 'a file, for oci-layout a folder; `-` is standard output',
    format: `${saveFormats.join(', ')} (default: ${saveFormats[0]})`,
  },
  notes: [
    'PATH and the base are PATH, PATH#REF or store:REF. An engine that has the base loads the delta as it\nis; `export join` makes the whole image of it again.',
  ],
  run: (call) => runWithBase(call, 'delta'),
};
