import path from 'node:path';
import type { LoadResult } from '../../../../shared/model/store.ts';
import type { LoadSelection } from '../../../engine/store/load-selection.ts';
import { loadArchive } from '../../../engine/store/load.ts';
import { taskWork } from '../../../engine/session/store-work.ts';
import type { OpenedSource } from '../../../engine/session/session.ts';
import { chooseImages } from '../../choose-image.ts';
import { CliFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { bytesToRead, withEngine } from '../../engine-session.ts';
import type { EngineRun } from '../../engine-session.ts';
import type { ExitCode } from '../../exit-code.ts';
import { loadTold } from '../../load-report.ts';
import { changing, storeFolderOf } from '../../store-access.ts';
import { oneLine } from '../../text.ts';

export const loadCommand: Command = {
  name: 'store load',
  summary: 'Keep images of archives in the layer store, each layer once.',
  operands: ['PATH…'],
  options: ['image', 'platform', 'store', 'json'],
  optionTexts: {
    image: 'only this image: a name, or the beginning of its ID; may be given several times',
    platform: 'only images for this platform',
  },
  notes: [
    'Every blob is verified while it is copied; what the store has already is not read again, so an\ninterrupted load goes on where it was. An image of which something is missing or wrong is refused,\nand the others are loaded; exit code 1 then.',
  ],
  run: runLoad,
};

interface Source {
  readonly path: string;
  readonly source: OpenedSource;
}

function runLoad(call: CommandCall): Promise<ExitCode> {
  const bytes = call.operands.reduce((sum, each) => sum + bytesToRead(each), 0);
  return withEngine(call, bytes, async (engine) => {
    const sources: Source[] = [];
    try {
      // All of them first: nothing is loaded when one cannot be opened.
      for (const operand of call.operands) sources.push(await openSource(engine, operand));
      const selections = selectionsOf(call, sources);
      const results = [];
      for (const [at, opened] of sources.entries()) {
        const select = selections[at];
        if (select === undefined || (select.kind === 'some' && select.keys.length === 0)) continue;
        results.push({ path: opened.path, result: await load(call, engine, opened, select) });
      }
      call.progress.clear();
      return await loadTold(call, results);
    } finally {
      for (const { source } of sources) await source.close();
    }
  });
}

async function openSource({ session, job }: EngineRun, operand: string): Promise<Source> {
  const opened = path.resolve(operand);
  const source = await session.open(opened, job('unpacking'));
  if (source.archive.contents.kind === 'root-fs') {
    await source.close();
    const name = oneLine(path.basename(opened));
    throw new CliFailure(`${name} is a root file system: \`store import\` makes an image of it`);
  }
  return { path: opened, source };
}

function load(
  call: CommandCall,
  { job, tasks, parallel }: EngineRun,
  opened: Source,
  select: LoadSelection,
): Promise<LoadResult> {
  const { archive } = opened.source;
  const options = { ...changing(call), ...job('loading'), work: taskWork(tasks, parallel) };
  return loadArchive(storeFolderOf(call), { path: opened.path, archive, select }, options);
}

/** What to load of each source: everything, or the images that the options name, wherever they are. */
function selectionsOf(
  { options }: CommandCall,
  sources: readonly Source[],
): readonly LoadSelection[] {
  const { images: names, platform } = options;
  if (names.length === 0 && platform === null) return sources.map(() => ({ kind: 'all' }));
  const all = sources.flatMap(({ source }) => source.archive.contents.images);
  const chosen = new Set(chooseImages(all, names, platform));
  return sources.map(({ source }) => ({
    kind: 'some',
    keys: source.archive.contents.images.filter((image) => chosen.has(image)).map(({ key }) => key),
  }));
}
