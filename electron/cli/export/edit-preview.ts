import type { EditExport, EditSaving } from '../../../shared/model/export.ts';
import { planExport } from '../../engine/session/run-export.ts';
import type { CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { naming } from '../store-access.ts';
import { countText, oneLine, sizeText } from '../text.ts';
import { lossLines } from './export-report.ts';
import type { ExportSession } from './export-session.ts';

/** Says what an edit would do; nothing is written. */
export async function previewEdit(
  { options, output, errors, progress, signal }: CommandCall,
  { parts }: ExportSession,
  request: EditExport,
): Promise<ExitCode> {
  progress.begin('looking');
  const { saved, losses } = await naming(() => planExport(request, parts, signal));
  progress.clear();
  if (options.json) {
    await output.line(jsonText({ saved, losses }, 2));
    return ExitCode.fine;
  }
  for (const line of saved === null ? [] : savingLines(saved)) await output.line(line);
  for (const loss of losses) {
    for (const line of lossLines(loss)) await errors.line(line);
  }
  return ExitCode.fine;
}

function savingLines(saved: EditSaving): readonly string[] {
  const { layersBefore, layersAfter, unpackedBefore, unpackedAfter } = saved;
  const kept = saved.settingsKept.map((command) => `  ${oneLine(command)}`);
  return [
    `layers    ${countText(layersBefore)} -> ${countText(layersAfter)}`,
    `unpacked  ${unpackedBefore === null ? 'not known' : sizeText(unpackedBefore)} -> ${sizeText(unpackedAfter)}`,
    ...(kept.length === 0 ? [] : ['settings that stay in the config:', ...kept]),
    ...(saved.historyLost ? ['the history tells of other layers: the new image gets none'] : []),
  ];
}
