import type { FileFormat } from '../../../shared/model/export.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { chooseLayer } from '../choose-layers.ts';
import { CliFailure, UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { withExport } from './export-session.ts';
import { exportTarget } from './export-target.ts';
import { runRequest } from './run-command.ts';

/** Takes files out of the image that the first operand names: those that `choose` picks in its tree. */
export async function runFiles(
  call: CommandCall,
  format: FileFormat,
  choose: (tree: UnionTree, layer: number) => readonly number[],
): Promise<ExitCode> {
  const { options, operands, progress } = call;
  const [operand = ''] = operands;
  const target = exportTarget(call);
  return withExport(call, [operand], async (session) => {
    const { choice, point } = await session.open(operand);
    if (point !== null && options.layer !== null) {
      throw new UsageFailure(`--layer cannot be combined with @${point}`);
    }
    const { grant, image } = choice;
    const { tree } = await session.parts.sources.readImage(grant, image, call.signal);
    progress.clear();
    const layer = chooseLayer(point ?? options.layer, tree.layers.length);
    if (layer < 0) throw new CliFailure('the image has no layers');
    const nodes = choose(tree, layer);
    const { alone, special } = options;
    const request = { what: 'files', ...choice, layer, alone, nodes, format, special } as const;
    return runRequest(call, session, request, target);
  });
}
