import { streamContent } from '../../engine/layer/content.ts';
import { EntryKind } from '../../engine/layer/layer-index.ts';
import { fileAt } from '../../engine/session/session.ts';
import { resolvePath } from '../../engine/tree/resolve-path.ts';
import { kindOf, presentAt, typeOf } from '../../engine/tree/union-tree.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { storedContent } from '../../engine/worker/file-tasks.ts';
import { chooseLayer } from '../choose-layers.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { withStack } from '../read-stack.ts';
import { oneLine } from '../text.ts';

export const catCommand: Command = {
  name: 'cat',
  summary: 'Write the content of one file, as it is after the last layer or any other.',
  operands: ['PATH', 'FILE'],
  options: ['image', 'platform', 'layer', 'store'],
  optionTexts: { layer: 'the file as it is after layer N, counted from 0 (default: the last)' },
  notes: [
    'Symbolic links are followed inside the image, as a program in the container would follow them.\nThe bytes are written as they are, also to a terminal.',
  ],
  run: runCat,
};

function runCat(call: CommandCall): Promise<ExitCode> {
  return withStack(call, async ({ read }) => {
    const { tree } = read;
    const layer = chooseLayer(call.options.layer, tree.layers.length);
    const node = fileNode(tree, layer, call.operands[1] ?? '');
    const file = fileAt(read, layer, node);
    const options = { isCancelled: () => call.signal.aborted };
    for await (const piece of streamContent(storedContent(file), file.index, 0, options)) {
      await call.output.bytes(piece);
    }
    return ExitCode.fine;
  });
}

/** The node of the file that a path leads to. Throws CliFailure where it leads to no file. */
function fileNode(tree: UnionTree, layer: number, path: string): number {
  const shown = oneLine(path);
  const resolved = resolvePath(tree, layer, path);
  if (!resolved.found) {
    switch (resolved.reason) {
      case 'absent':
        throw new CliFailure(`${shown} is not there after layer ${layer}`);
      case 'not-a-folder':
        throw new CliFailure(`${shown} leads through something that is no folder`);
      case 'link-loop':
        throw new CliFailure(`${shown} leads through too many symbolic links`);
    }
  }
  const { node } = resolved;
  const event = presentAt(tree, node, layer);
  const kind = node === 0 ? EntryKind.directory : kindOf(tree, event);
  if (kind === EntryKind.hardLink) {
    throw new CliFailure(`${shown} is a hard link to a file that is not in the image`);
  }
  const type = typeOf(kind);
  if (type !== 'file') throw new CliFailure(`${shown} is no file but a ${type}`);
  return node;
}
