import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contend, figureLine, type Contender } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runProgram, versionOf } from '../harness/process.ts';
import { judgeFigures, type Comparison, type Report } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

/** What is found, by the figure that our own search has for it, and how grep finds the same in a listing. */
const peers = {
  'first letters': [['-i', '-F', 'f']],
  'further letters': [['-i', '-F', 'file-123']],
  'text over folders': [['-i', '-F', 'module-77/file-7']],
  glob: [['-E', '/[^/]*12[^/]*\\.txt$']],
  'glob over folders': [['-E', '/module-7[^/]*/[^/]*\\.txt$']],
  regex: [['-E', '12[0-9]+5[^/]*$']],
  'regex over folders': [['-E', 'module-7[0-9]*/.*5\\.txt']],
} as const;

/** Search while somebody types, over every version of a million files, beside grep over a listing of the same. */
export const search: Subject = async (bench): Promise<Report> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-bench-'));
  const listing = path.join(folder, 'listing');
  try {
    await runProbe('searchListing', listing);
    const own: Contender = { name: 'search', run: () => runProbe('search') };
    const names = Object.keys(peers).filter(isPeer);
    const greps = versionOf('grep') === null ? [] : names;
    const grepping = greps.map((figure): Contender => {
      const [args] = peers[figure];
      // Into nothing grep would stop at the first line that it finds.
      const command = 'grep -c "$@" | cat > /dev/null';
      return { name: figure, run: () => runProgram('sh', ['-c', command, 'sh', ...args, listing]) };
    });
    const [measured, ...grepped] = await contend([own, ...grepping], bench.runs, {
      warmUp: true,
      onRound: rounds(bench, 'search'),
    });
    if (measured === undefined) throw new Error('nothing was measured');
    const { bytes = 0, found = 0, ...figures } = measured.figures;
    const ours = 'search, with the first 60 rows in order';
    const comparisons = names.map((figure): Comparison => {
      const grep = grepped[greps.indexOf(figure)];
      const peer = `grep ${peers[figure][0].join(' ')}`;
      const line = { ...figureLine(measured, figure, ours), peakBytes: null };
      return {
        title: figure,
        against: grep === undefined ? [] : [peer],
        measured: grep === undefined ? [line] : [line, { ...grep, name: peer, peakBytes: null }],
      };
    });
    const rest = Object.keys(figures).filter((figure) => !isPeer(figure));
    const others: Comparison = {
      title: 'besides',
      against: [],
      measured: rest.map((figure) => ({
        ...figureLine(measured, figure, figure),
        peakBytes: null,
      })),
    };
    const verdict = judgeFigures(figures);
    return {
      subject: 'search',
      comparisons: [...comparisons, others],
      notes: [
        `${found} versions of 1,000,000 paths, ${(bytes / 1e6).toFixed(0)} MB to have them ready`,
        'grep counts lines of a listing that somebody has written before; search puts what it finds in order, with layer and state',
      ],
      verdicts: [
        verdict('first letters', 50, 100),
        verdict('further letters', 50, 100),
        verdict('another page', 5, 20),
        verdict('text over folders', 100, 300),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function isPeer(figure: string): figure is keyof typeof peers {
  return Object.hasOwn(peers, figure);
}
