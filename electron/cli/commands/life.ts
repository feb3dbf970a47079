import { formatMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { FileLife, LifeStep } from '../../../shared/model/life.ts';
import { findNode } from '../../engine/tree/paths.ts';
import { resolvePath } from '../../engine/tree/resolve-path.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { fileLife } from '../../engine/view/file-life.ts';
import { changeMarks } from '../change-marks.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import type { Output } from '../output.ts';
import { withStack } from '../read-stack.ts';
import { countText, isoTime, oneLine, sizeText } from '../text.ts';
import { ownerFields, pathFields } from '../tree-entry.ts';

export const lifeCommand: Command = {
  name: 'life',
  summary: 'List what every layer did to one path.',
  operands: ['PATH', 'FILE'],
  options: ['image', 'platform', 'store', 'json'],
  optionTexts: {},
  notes: [
    'FILE may be a path that is long gone. Where no layer names it as it is written, the symbolic links\nof the last layer are followed. Marks: + added, ~ modified (with the reasons), - removed.',
  ],
  run: runLife,
};

function runLife(call: CommandCall): Promise<ExitCode> {
  return withStack(call, async ({ image, read }) => {
    const { tree } = read;
    const life = fileLife(tree, nodeOf(tree, call.operands[1] ?? ''));
    if (call.options.json) await call.output.line(jsonText(lifeRecord(tree, life, image), 2));
    else for (const line of lifeLines(life, image, call.output)) await call.output.line(line);
    return ExitCode.fine;
  });
}

/** The node of a path that some layer names, or that links lead to in the end. Throws CliFailure. */
function nodeOf(tree: UnionTree, path: string): number {
  const exact = findNode(tree, path);
  if (exact !== -1) return exact;
  const resolved = resolvePath(tree, tree.layers.length - 1, path);
  if (resolved.found) return resolved.node;
  throw new CliFailure(`no layer has ${oneLine(path)}`);
}

function lifeRecord(tree: UnionTree, { node, steps }: FileLife, image: Image): object {
  return { ...pathFields(tree, node), steps: steps.map((step) => stepRecord(step, image)) };
}

function stepRecord(step: LifeStep, image: Image): object {
  const { layer, change, returned, reasons, removal, attributes, earlier, grownBytes } = step;
  return {
    layer,
    command: commandOf(image, layer),
    change,
    returned,
    reasons,
    removal,
    earlier,
    grownBytes,
    type: attributes?.type ?? null,
    size: attributes?.bytes ?? null,
    mode: attributes?.mode ?? null,
    modeText: attributes === null ? null : formatMode(attributes.mode, attributes.type),
    ...(attributes === null ? { uid: null, gid: null } : ownerFields(attributes.owner)),
    mtime: attributes === null ? null : isoTime(attributes.modified),
    link: attributes?.link ?? null,
    hash: attributes?.contentHash ?? null,
  };
}

function commandOf(image: Image, layer: number): string | null {
  return image.layers[layer]?.command ?? null;
}

function lifeLines({ path, steps }: FileLife, image: Image, output: Output): readonly string[] {
  const { style } = output;
  const number = `layer ${Math.max(0, ...steps.map(({ layer }) => layer))}`.length;
  const lines = steps.flatMap((step) => {
    const { mark, paint } = changeMarks[step.change];
    const name = `layer ${step.layer}`.padEnd(number);
    const command = commandOf(image, step.layer);
    const indent = ' '.repeat(number + 2);
    return [
      `${name}  ${style(paint, `${mark} ${wordOf(step)}`)}${versionText(step)}`,
      ...(command === null ? [] : [style('dim', `${indent}${oneLine(command)}`)]),
      ...(step.earlier.entries === 0 ? [] : [style('yellow', `${indent}${earlierText(step)}`)]),
    ];
  });
  return [style('bold', visibleLine(path) || '/'), ...lines];
}

function wordOf({ change, returned, removal, reasons }: LifeStep): string {
  if (removal !== null) return `removed (${removal})`;
  if (returned) return 'came back';
  return change === 'modified' ? `modified (${reasons.join(' ')})` : change;
}

function earlierText({ earlier: { entries, bytes } }: LifeStep): string {
  const what = entries === 1 ? '1 earlier entry' : `${countText(entries)} earlier entries`;
  return `${what} of this path in the same layer, ${sizeText(bytes)}, never seen`;
}

/** Mode, owner, size, time and hash of the version that a layer leaves. */
function versionText({ attributes }: LifeStep): string {
  if (attributes === null) return '';
  const { type, mode, owner, bytes, modified, link, contentHash } = attributes;
  const time = isoTime(modified)?.slice(0, 16).replace('T', ' ');
  const parts = [
    formatMode(mode, type),
    `${owner.uid}:${owner.gid}`,
    ...(type === 'file' ? [sizeText(bytes)] : []),
    ...(time === undefined ? [] : [time]),
    ...(link === null ? [] : [`-> ${visibleLine(link)}`]),
    ...(contentHash === null ? [] : [`sha256:${contentHash.slice(0, 12)}`]),
  ];
  return `  ${parts.join('  ')}`;
}
