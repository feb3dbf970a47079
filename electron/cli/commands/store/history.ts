import type { HistoryStep } from '../../../../shared/model/history.ts';
import type { Layer } from '../../../../shared/model/layer.ts';
import { requireImage } from '../../../engine/store/find-image.ts';
import type { Library } from '../../../engine/store/library.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { writeJsonArray } from '../../json-text.ts';
import type { Output } from '../../output.ts';
import { naming, readStore } from '../../store-access.ts';
import { cell, clip, tableLines, widthBeforeLast } from '../../table.ts';
import type { Column } from '../../table.ts';
import { oneLine, sizeText } from '../../text.ts';

export const historyCommand: Command = {
  name: 'store history',
  summary: 'Show the steps that made an image, the last one first.',
  operands: ['REF'],
  options: ['store', 'json'],
  optionTexts: {},
  notes: [
    'Columns: layer, time, unpacked bytes of the layer, instruction. Steps such as ENV have no layer.',
  ],
  run: runHistory,
};

/** A step with the bytes of the layer that it made. */
interface SizedStep extends HistoryStep {
  readonly diffId: string | null;
  readonly storedBytes: number | null;
  readonly unpackedBytes: number | null;
}

async function runHistory(call: CommandCall): Promise<ExitCode> {
  const { operands, options, output } = call;
  const library = await readStore(call);
  const image = await naming(() => requireImage(library, operands[0] ?? ''));
  const steps = image.history.map((step) => sized(step, image.layers, library)).toReversed();
  if (options.json) await writeJsonArray(output, steps);
  else for (const line of tableOf(steps, output)) await output.line(line);
  return ExitCode.fine;
}

function sized(step: HistoryStep, layers: readonly Layer[], library: Library): SizedStep {
  const layer = step.layer === null ? undefined : layers[step.layer];
  const record = layer?.digest ? library.records.get(layer.digest) : undefined;
  return {
    ...step,
    diffId: layer?.diffId ?? null,
    storedBytes: layer?.storedBytes ?? null,
    unpackedBytes: record?.unpackedBytes ?? null,
  };
}

const columns: readonly Column[] = [
  { title: 'layer', align: 'right' },
  { title: 'created', align: 'left' },
  { title: 'unpacked', align: 'right' },
  { title: 'instruction', align: 'left' },
];
/** An instruction is never cut shorter than this, even where the line then wraps. */
const shortestInstruction = 20;

function tableOf(
  steps: readonly SizedStep[],
  { style, isTerminal, columns: width }: Output,
): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map((step) => [
    cell(step.layer === null ? '' : String(step.layer)),
    cell(oneLine(step.created ?? '-')),
    cell(step.unpackedBytes === null ? '-' : sizeText(step.unpackedBytes)),
    cell(oneLine(step.command === '' ? step.comment : step.command)),
  ]);
  const left = Math.max(shortestInstruction, width - widthBeforeLast(columns, rows));
  const fitted = rows.map((row) =>
    row.map((each, at) => (at === row.length - 1 ? cell(clip(each.text, left)) : each)),
  );
  const [titles = '', ...lines] = tableLines(columns, fitted, (title) => style('dim', title));
  return isTerminal ? [titles, ...lines] : lines;
}
