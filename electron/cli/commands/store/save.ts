import path from 'node:path';
import { saveFormats } from '../../../../shared/model/store.ts';
import type { SaveFormat } from '../../../../shared/model/store.ts';
import { storeTotals } from '../../../engine/store/list-images.ts';
import { Priority } from '../../../engine/worker/task-runner.ts';
import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { withEngine } from '../../engine-session.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { naming, readStore, storeFolderOf } from '../../store-access.ts';
import { oneLine } from '../../text.ts';

export const saveCommand: Command = {
  name: 'store save',
  summary: 'Write images to one archive or folder.',
  operands: ['REF…'],
  options: ['output', 'format', 'store', 'json'],
  optionTexts: { format: `${saveFormats.join(', ')} (default: ${saveFormats[0]})` },
  notes: [
    'docker-archive is what docker load and podman load of any version take; docker-oci-archive is what\nDocker 25 and later save. oci-layout writes a folder, which must not be there or be empty.',
    'An image that is named is saved under that name alone, one given by ID under all its names. Every\nblob is verified on the way.',
  ],
  run: runSave,
};

async function runSave(call: CommandCall): Promise<ExitCode> {
  const { options, output, operands: targets, signal } = call;
  const format = formatNamed(options.format);
  if (options.output === null) throw new UsageFailure('--output is missing');
  const destination = path.resolve(options.output);
  const { storedBytes } = storeTotals(await readStore(call));
  const { bytes } = await withEngine(call, storedBytes, ({ tasks, job }) => {
    const { progress } = job('saving');
    const argument = { folder: storeFolderOf(call), targets, format, destination };
    const work = { priority: Priority.reading, signal, onProgress: progress };
    return naming(() => tasks.run('store.save', argument, work));
  });
  if (options.json) await output.line(jsonText({ path: destination, format, bytes }, 2));
  return ExitCode.fine;
}

function formatNamed(name: string | null): SaveFormat {
  const format = name === null ? saveFormats[0] : saveFormats.find((each) => each === name);
  if (format === undefined) throw new UsageFailure(`--format cannot be ${oneLine(name ?? '')}`);
  return format;
}
