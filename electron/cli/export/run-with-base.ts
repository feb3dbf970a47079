import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { imageFormat } from './export-options.ts';
import { withExport } from './export-session.ts';
import { exportTarget } from './export-target.ts';
import { runRequest } from './run-command.ts';

/** Makes a delta against `--base`, or joins one with it. */
export async function runWithBase(call: CommandCall, what: 'delta' | 'join'): Promise<ExitCode> {
  const { options, operands } = call;
  const [operand = ''] = operands;
  if (options.base === null) throw new UsageFailure('--base is missing');
  const { base: baseOperand } = options;
  const target = exportTarget(call);
  const format = imageFormat(options);
  return withExport(call, [operand, baseOperand], async (session) => {
    const { choice } = await session.open(operand);
    const { choice: base } = await session.open(baseOperand);
    return runRequest(call, session, { what, ...choice, base, format }, target);
  });
}
