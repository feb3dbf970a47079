import path from 'node:path';
import { saveFormats } from '../../../../shared/model/store.ts';
import type { SaveFormat } from '../../../../shared/model/store.ts';
import type { OpenedSource } from '../../../engine/session/session.ts';
import { storeTotals } from '../../../engine/store/list-images.ts';
import type { LoadSelection } from '../../../engine/store/load-selection.ts';
import type { ChosenImages } from '../../../engine/store/select-images.ts';
import { Priority } from '../../../engine/worker/task-runner.ts';
import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { chooseImages } from '../../choose-image.ts';
import { bytesToRead, withEngine } from '../../engine-session.ts';
import type { EngineRun } from '../../engine-session.ts';
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
    'PATH#REF saves an image of an archive that is not in the store, PATH# all of the archive.',
  ],
  run: runSave,
};

async function runSave(call: CommandCall): Promise<ExitCode> {
  const { options, output, operands: targets, signal } = call;
  const format = formatNamed(options.format);
  if (options.output === null) throw new UsageFailure('--output is missing');
  const destination = path.resolve(options.output);
  const operands = targets.map(operandOf);
  const bytes = await bytesToSave(call, operands);
  const saved = await withEngine(call, bytes, async (engine) => {
    const sources: OpenedSource[] = [];
    try {
      const images = await naming(() => chosenImages(call, engine, operands, sources));
      const work = {
        priority: Priority.reading,
        signal,
        onProgress: engine.job('saving').progress,
      };
      return await naming(() =>
        engine.tasks.run('images.save', { images, format, destination }, work),
      );
    } finally {
      for (const source of sources) await source.close();
    }
  });
  const record = { path: destination, format, bytes: saved.bytes };
  if (options.json) await output.line(jsonText(record, 2));
  return ExitCode.fine;
}

type Operand =
  | { readonly from: 'store'; readonly reference: string }
  /** An empty image stands for all of the archive. */
  | { readonly from: 'archive'; readonly path: string; readonly image: string };

/** No reference has a `#`: what has one names an archive. */
function operandOf(text: string): Operand {
  const hash = text.lastIndexOf('#');
  if (hash <= 0) return { from: 'store', reference: text };
  return { from: 'archive', path: path.resolve(text.slice(0, hash)), image: text.slice(hash + 1) };
}

async function bytesToSave(call: CommandCall, operands: readonly Operand[]): Promise<number> {
  const archives = operands.flatMap((each) => (each.from === 'archive' ? [each.path] : []));
  const read = archives.reduce((sum, archive) => sum + bytesToRead(archive), 0);
  if (archives.length === operands.length) return read;
  return read + storeTotals(await readStore(call)).storedBytes;
}

async function chosenImages(
  call: CommandCall,
  { session, job }: EngineRun,
  operands: readonly Operand[],
  sources: OpenedSource[],
): Promise<readonly ChosenImages[]> {
  const targets = operands.flatMap((each) => (each.from === 'store' ? [each.reference] : []));
  const chosen: ChosenImages[] =
    targets.length === 0 ? [] : [{ from: 'store', folder: storeFolderOf(call), targets }];
  for (const operand of operands) {
    if (operand.from === 'store') continue;
    const { path: opened, image } = operand;
    const source = await session.open(opened, job('unpacking'));
    sources.push(source);
    const { archive } = source;
    const images = chooseImages(archive.contents.images, image === '' ? [] : [image], null);
    const select: LoadSelection =
      image === '' ? { kind: 'all' } : { kind: 'some', keys: images.map(({ key }) => key) };
    chosen.push({ from: 'source', source: { path: opened, archive }, select });
  }
  return chosen;
}

function formatNamed(name: string | null): SaveFormat {
  const format = name === null ? saveFormats[0] : saveFormats.find((each) => each === name);
  if (format === undefined) throw new UsageFailure(`--format cannot be ${oneLine(name ?? '')}`);
  return format;
}
