import { cleanCommand } from '../image/command.ts';
import { field, textOf, textOrNull } from '../image/json.ts';
import type { EditedImage } from './edited-image.ts';

/** Instructions that leave something in the config. */
const settingInstructions: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Most characters of one command that is told, and of all of them that a squashed step keeps. */
const commandLength = 500;
const commentLength = 8000;

/**
 * An image whose history tells of its layers one by one, or that has none. One that tells of other layers than there are
 * (OCI image-spec, config.md, history) cannot be cut anywhere without lying: it is given up.
 */
export function withTrueHistory(image: EditedImage): EditedImage {
  const { history, layers } = image;
  if (history === null || layerSteps(history).length === layers.length) return image;
  return { ...image, history: null, historyLost: true };
}

/**
 * The history without what the layers from `layers` on did and what came after them. What the dropped steps set stays in
 * the config: from a history alone nobody can tell what was there before them.
 */
export function dropSteps(
  image: EditedImage,
  layers: number,
): Pick<EditedImage, 'history' | 'settingsKept'> {
  const { history, settingsKept } = image;
  if (history === null) return { history, settingsKept };
  const cut = layerSteps(history)[layers] ?? history.length;
  const commands = history.slice(cut).flatMap((record) => {
    const { command, instruction } = commandOf(record);
    return settingInstructions.has(instruction) ? [shortened(command)] : [];
  });
  return { history: history.slice(0, cut), settingsKept: [...settingsKept, ...commands] };
}

/** One step in place of those of the layers `from` to `to`, where the last of them was; what set something stays. */
export function squashSteps(
  { history }: EditedImage,
  from: number,
  to: number,
): EditedImage['history'] {
  if (history === null) return null;
  const steps = layerSteps(history);
  const [first, last] = [steps[from] ?? 0, steps[to] ?? 0];
  const range = history.slice(first, last + 1);
  const commands = range.filter(hasLayer).map((record) => shortened(commandOf(record).command));
  const created = textOrNull(field(history[last], 'created'));
  const what = from === to ? `layer ${from}` : `layers ${from} to ${to}`;
  const step = {
    ...(created === null ? {} : { created }),
    created_by: `squashed ${what}`,
    comment: joined(commands),
  };
  return [
    ...history.slice(0, first),
    ...range.filter((record) => !hasLayer(record)),
    step,
    ...history.slice(last + 1),
  ];
}

/** A step on top. It has the time of the image that is edited: that of the edit would make every result another one. */
export function addStep(
  { history, config }: EditedImage,
  step: { readonly created_by: string; readonly comment?: string; readonly empty_layer?: true },
): EditedImage['history'] {
  if (history === null) return null;
  const created = textOrNull(field(config, 'created'));
  return [...history, { ...(created === null ? {} : { created }), ...step }];
}

/** Positions of the steps that made a layer, lowest first. */
function layerSteps(history: readonly unknown[]): readonly number[] {
  return history.flatMap((record, at) => (hasLayer(record) ? [at] : []));
}

function hasLayer(record: unknown): boolean {
  return field(record, 'empty_layer') !== true;
}

function commandOf(record: unknown): ReturnType<typeof cleanCommand> {
  return cleanCommand(textOf(field(record, 'created_by')), textOf(field(record, 'comment')));
}

function shortened(command: string): string {
  const line = command.replaceAll(/\s+/g, ' ').trim();
  return line.length <= commandLength ? line : `${line.slice(0, commandLength - 1)}…`;
}

/** As many of the commands as fit, and how many more there were. */
function joined(commands: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const command of commands) {
    if (length + command.length > commentLength) break;
    length += command.length + 2;
    kept.push(command);
  }
  const more = commands.length - kept.length;
  return [...kept, ...(more > 0 ? [`… and ${more} more`] : [])].join('; ');
}
