import type { StoreFinding } from '../../../../shared/model/store.ts';
import { storeTotals } from '../../../engine/store/list-images.ts';
import { checkStore } from '../../../engine/store/check-store.ts';
import { taskWork } from '../../../engine/session/store-work.ts';
import type { Command, CommandCall } from '../../command.ts';
import { withEngine } from '../../engine-session.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { problemLine, problemRecord } from '../../problem-lines.ts';
import { changing, noteAbsentStore, readStore, storeFolderOf } from '../../store-access.ts';
import type { Style } from '../../style.ts';
import { countedText, oneLine, sizeText } from '../../text.ts';

export const checkCommand: Command = {
  name: 'store check',
  summary: 'Compare every blob with its digest; mend what can be mended.',
  operands: [],
  options: ['repair', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Without --repair nothing is changed. Damaged blobs are moved into layerscope/quarantine, never\ndeleted: loading the image again brings a good one.',
    'Exit code 1 when an error is left.',
  ],
  run: runCheck,
};

async function runCheck(call: CommandCall): Promise<ExitCode> {
  const { options, output } = call;
  const folder = storeFolderOf(call);
  const { storedBytes } = storeTotals(await readStore(call));
  const { repair } = options;
  noteAbsentStore(call);
  const report = await withEngine(call, storedBytes, ({ tasks, parallel, job }) => {
    const work = taskWork(tasks, parallel);
    return checkStore(folder, { ...changing(call), ...job('checking'), deep: true, repair, work });
  });
  if (options.json) {
    const findings = report.findings.map((finding) => ({
      ...finding,
      problem: problemRecord(finding.problem),
    }));
    await output.line(jsonText({ ...report, findings }, 2));
  } else {
    for (const finding of report.findings) await output.line(findingLine(finding, output.style));
    if (!options.quiet) {
      const { checkedBlobs, checkedBytes, sound } = report;
      const verdict = sound ? 'the store is whole' : 'the store is not whole';
      const checked = `${countedText(checkedBlobs, 'blob')} checked, ${sizeText(checkedBytes)}`;
      await output.line(`${checked}: ${verdict}`);
    }
  }
  return report.sound ? ExitCode.fine : ExitCode.findings;
}

function findingLine({ problem, outcome, quarantine }: StoreFinding, style: Style): string {
  const line = problemLine(problem, style);
  switch (outcome) {
    case 'found':
      return line;
    case 'mended':
      return `${line}: ${style('green', 'mended')}`;
    case 'moved-aside':
      return `${line}: moved to ${oneLine(quarantine ?? '')}`;
  }
}
