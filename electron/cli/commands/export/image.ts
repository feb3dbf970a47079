import type { ImageChoice } from '../../../../shared/model/export.ts';
import { saveFormats } from '../../../../shared/model/store.ts';
import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { imageFormat, packingFrom } from '../../export/export-options.ts';
import { withExport } from '../../export/export-session.ts';
import { exportTarget } from '../../export/export-target.ts';
import { runRequest } from '../../export/run-command.ts';

export const imageCommand: Command = {
  name: 'export image',
  summary: 'Write images in another form, their layers packed otherwise if wanted.',
  operands: ['PATH…'],
  options: [
    'output',
    'format',
    'compression',
    'level',
    'platform',
    'force',
    'on-conflict',
    'store',
    'json',
  ],
  optionTexts: {
    json: 'print how it went as JSON',
    output: 'a file, for oci-layout a folder; `-` is standard output',
    format: `${saveFormats.join(', ')} (default: ${saveFormats[0]})`,
    compression: 'how layers are packed: none, gzip or zstd (default: as they are stored)',
    platform: 'only for this platform (default: for all that there are)',
  },
  notes: [
    'PATH stands for all images of an archive, PATH#REF for those of one name, store:REF for one of the\nlayer store.',
    'Layers that are packed anew get new digests, and so do manifests; configs stay byte for byte, and\nwith them image IDs.',
  ],
  run: runImage,
};

async function runImage(call: CommandCall): Promise<ExitCode> {
  const { options, operands } = call;
  const target = exportTarget(call);
  const format = imageFormat(options);
  const packing = packingFrom(options);
  return withExport(call, operands, async (session) => {
    const images: ImageChoice[] = [];
    for (const operand of operands) images.push(...(await session.openAll(operand)));
    return runRequest(call, session, { what: 'images', images, format, packing }, target);
  });
}
