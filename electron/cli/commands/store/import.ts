import path from 'node:path';
import { parsePlatformText } from '../../../engine/image/platform.ts';
import { taskWork } from '../../../engine/session/store-work.ts';
import { importRootFs } from '../../../engine/store/import-root-fs.ts';
import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { bytesToRead, withEngine } from '../../engine-session.ts';
import type { ExitCode } from '../../exit-code.ts';
import { loadTold } from '../../load-report.ts';
import { changing, storeFolderOf } from '../../store-access.ts';
import { oneLine } from '../../text.ts';

export const importCommand: Command = {
  name: 'store import',
  summary: 'Keep a root file system tar as an image of one layer.',
  operands: ['TAR', '[REF…]'],
  options: ['change', 'message', 'platform', 'store', 'json'],
  optionTexts: { platform: 'the platform of the image (default: linux/amd64)' },
  notes: [
    'TAR may be compressed with gzip, zstd, xz or bzip2. REF are the names to give. Instructions are\nCMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME and WORKDIR, as\n`docker import --change` takes them.',
  ],
  run: runImport,
};

function runImport(call: CommandCall): Promise<ExitCode> {
  const [tar = '', ...references] = call.operands;
  const { changes, message, platform: text } = call.options;
  const platform = text === null ? undefined : parsePlatformText(text);
  if (platform === null) throw new UsageFailure(`--platform cannot be ${oneLine(text ?? '')}`);
  return withEngine(call, bytesToRead(tar), async ({ job, tasks, parallel }) => {
    const opened = path.resolve(tar);
    const request = { path: opened, references, changes, platform, message: message ?? undefined };
    const options = { ...changing(call), ...job('loading'), work: taskWork(tasks, parallel) };
    const result = await importRootFs(storeFolderOf(call), request, options);
    call.progress.clear();
    return loadTold(call, [{ path: opened, result }]);
  });
}
