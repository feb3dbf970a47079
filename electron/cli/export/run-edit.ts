import type { EditStep, Packing } from '../../../shared/model/export.ts';
import type { Image } from '../../../shared/model/image.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall, OptionName } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { imageFormat, packingFrom } from './export-options.ts';
import { withExport } from './export-session.ts';
import type { ExportSession } from './export-session.ts';
import { exportTarget } from './export-target.ts';
import type { ExportTarget } from './export-target.ts';
import { previewEdit } from './edit-preview.ts';
import { runRequest } from './run-command.ts';

/** What every command that makes an image takes, in the order of the help. */
export const editOptions: readonly OptionName[] = [
  'change',
  'output',
  'store-as',
  'name',
  'format',
  'compression',
  'level',
  'platform',
  'force',
  'on-conflict',
  'dry-run',
  'store',
  'json',
];

/** What these options mean when an image is made. */
export const editOptionTexts: Readonly<Partial<Record<OptionName, string>>> = {
  output: 'a file, for oci-layout a folder; `-` is standard output',
  compression:
    'how layers that are made are packed: none, gzip or zstd (default: none in a docker-archive, else gzip)',
  format: `${saveFormats.join(', ')} (default: ${saveFormats[0]})`,
  level: 'how hard these are compressed (default: the usual of the compression)',
  platform: 'the platform of the image that is changed',
  json: 'print how it went as JSON',
};

/** Makes a new image of the one that the first operand names, and writes it or keeps it in the layer store. */
export async function runEdit(
  call: CommandCall,
  stepsFor: (image: Image, session: ExportSession) => readonly EditStep[],
): Promise<ExitCode> {
  const { options, operands } = call;
  const [operand = ''] = operands;
  const { target, format, reference } = whereTo(call);
  const packing = packingFrom(options) ?? usualPacking(format);
  return withExport(call, [operand], async (session) => {
    const { choice, image, point } = await session.open(operand);
    if (point !== null) throw new UsageFailure(`@${point} cannot be said of an image to change`);
    const changes: readonly EditStep[] =
      options.changes.length === 0 ? [] : [{ edit: 'config', changes: options.changes }];
    const steps = [...stepsFor(image, session), ...changes];
    const request = { what: 'edit', ...choice, steps, reference, format, packing } as const;
    return options.dryRun
      ? previewEdit(call, session, request)
      : runRequest(call, session, request, target);
  });
}

interface EditTarget {
  /** Null for the layer store, as is the format. */
  readonly target: ExportTarget | null;
  readonly format: SaveFormat | null;
  readonly reference: string | null;
}

function whereTo(call: CommandCall): EditTarget {
  const { output, storeAs, name, format, dryRun } = call.options;
  if (storeAs === null && output === null && dryRun) {
    return { target: null, format: imageFormat(call.options), reference: name };
  }
  if (storeAs === null) {
    return { target: exportTarget(call), format: imageFormat(call.options), reference: name };
  }
  const others = { '--output': output, '--name': name, '--format': format };
  for (const [option, text] of Object.entries(others)) {
    if (text !== null) throw new UsageFailure(`--store-as cannot be combined with ${option}`);
  }
  return { target: null, format: null, reference: storeAs };
}

function usualPacking(format: SaveFormat | null): Packing {
  return { compression: format === 'docker-archive' ? 'none' : 'gzip', level: null };
}
