import type { ExportLoss } from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { ListedContents } from '../export/listed-contents.ts';
import { LossLog } from '../export/loss-log.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import { runSliced } from '../tree/slices.ts';
import { TreeBuilder } from '../tree/tree-builder.ts';
import { appendedLayer, type AppendTools } from './append-layer.ts';
import { changeConfig } from './change-config.ts';
import { addStep, dropSteps, squashSteps, withTrueHistory } from './edit-history.ts';
import { requireLayers, storedLayers, type EditLayer } from './edit-layer.ts';
import type { EditAction } from './edit-request.ts';
import type { EditedImage } from './edited-image.ts';
import { listSquash } from './squash-listing.ts';

export interface StepTools extends AppendTools {
  /** Folder for what is needed while a layer is made. */
  readonly spoolDir: string;
  /** Called after each step with the layers that there are then. */
  readonly settle: (layers: readonly EditLayer[]) => Promise<void>;
}

/** An image after an edit, and what it could not hold. */
export interface SteppedImage {
  readonly image: EditedImage;
  readonly losses: readonly ExportLoss[];
}

/**
 * Does the steps one after another. Rejects with `arguments-invalid` for layers that are not there by then, and with
 * `image-incomplete` where a missing layer is needed: to squash it or what lies above it, or because it stays.
 */
export async function runSteps(
  start: EditedImage,
  steps: readonly EditAction[],
  tools: StepTools,
): Promise<SteppedImage> {
  const losses = new LossLog();
  let image = start;
  for (const step of steps) {
    if (tools.signal?.aborted === true) throw new EngineError('cancelled');
    const done = await runStep(image, step, tools);
    image = done.image;
    losses.addAll(done.losses);
    await tools.settle(image.layers);
  }
  requireLayers(image.layers);
  return { image, losses: losses.losses() };
}

async function runStep(
  image: EditedImage,
  step: EditAction,
  tools: StepTools,
): Promise<SteppedImage> {
  switch (step.edit) {
    case 'drop':
      return { image: drop(withTrueHistory(image), step.layers), losses: [] };
    case 'squash':
      return squash(withTrueHistory(image), step.from, step.to, tools);
    case 'append':
      return append(withTrueHistory(image), step, tools);
    case 'config':
      return { image: changeConfig(image, step.changes), losses: [] };
  }
}

function drop(image: EditedImage, count: number): EditedImage {
  const { layers } = image;
  if (count < 1 || count > layers.length) {
    throw new EngineError('arguments-invalid', { layers: layers.length, dropped: count });
  }
  const kept = layers.length - count;
  return { ...image, ...dropSteps(image, kept), layers: layers.slice(0, kept) };
}

async function squash(
  image: EditedImage,
  from: number,
  to: number,
  tools: StepTools,
): Promise<SteppedImage> {
  const { layers } = image;
  if (from < 0 || from > to || to >= layers.length) {
    throw new EngineError('arguments-invalid', { layers: layers.length, from, to });
  }
  requireLayers(layers.slice(0, to + 1));
  const listing = await squashed(layers, from, to, tools);
  const unreadable = listing.losses.some(({ kind }) => kind === 'unreadable');
  if (unreadable) throw new EngineError('content-unavailable');
  const { spoolDir, signal, maker } = tools;
  const options = { spoolDir, isCancelled: () => signal?.aborted === true };
  const layer = await maker.make({
    index: listing.index,
    contents: async () => {
      const contents = await ListedContents.open(listing, storedLayers(layers), options);
      return { pieces: (entry) => contents.pieces(entry), close: () => contents.close() };
    },
  });
  const after: EditedImage = {
    ...image,
    history: squashSteps(image, from, to),
    layers: [...layers.slice(0, from), layer, ...layers.slice(to + 1)],
  };
  return { image: after, losses: listing.losses };
}

/** What lies above is not read: it sees the same files as before. */
async function squashed(
  layers: readonly EditLayer[],
  from: number,
  to: number,
  { reader, maker, signal }: StepTools,
): Promise<TreeListing> {
  const builder = new TreeBuilder();
  for (const [position, layer] of layers.slice(0, to + 1).entries()) {
    const index = await reader.index(layer, maker.takesContents && position >= from);
    await runSliced(builder.addLayer(index), signal);
  }
  return runSliced(listSquash(builder.finish(), from, to), signal);
}

async function append(
  image: EditedImage,
  { path, message }: Extract<EditAction, { readonly edit: 'append' }>,
  tools: StepTools,
): Promise<SteppedImage> {
  const { layer, losses } = await appendedLayer(path, tools);
  const comment = message.trim();
  const step = { created_by: 'appended layer', ...(comment === '' ? {} : { comment }) };
  const after = { ...image, history: addStep(image, step), layers: [...image.layers, layer] };
  return { image: after, losses };
}
