import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { exportImages } from '../../../electron/engine/export/export-images.ts';
import { inlineExportWork } from '../../../electron/engine/export/export-work.ts';
import { planImages } from '../../../electron/engine/export/plan-images.ts';
import { selectFromSource } from '../../../electron/engine/store/select-from-source.ts';
import type { ExportLoss, Packing } from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { compressed, image, layer, type LayerRecipe } from '../../fixtures/image.ts';
import { file } from '../../fixtures/tar.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { open, workFolder } from '../store/store-folder.ts';

/** The lowest layer of the image. */
export const base = layer(file('etc/os-release', 'ID=test\n'));
const tool = layer(file('bin/tool', 'x'.repeat(200_000)), file('noise', noise(20_000, 1)));

/** An image whose lowest layer stands on top once more. */
export function recipe(compression: LayerRecipe['compression']): ReturnType<typeof image> {
  const layers = [base, tool, base].map((each) => compressed(each, compression));
  return image({ ref: 'example.org/one:1', layers });
}

/** Every way to pack, at the usual level. */
export const packings = (['none', 'gzip', 'zstd'] as const).map((compression): Packing => ({
  compression,
  level: null,
}));

export interface Exported {
  readonly path: string;
  readonly losses: readonly ExportLoss[];
}

/** Exports what an archive holds, and checks that the plan told the truth and nothing lies beside the result. */
export async function exported(
  source: string,
  format: SaveFormat,
  packing: Packing | null,
  keys?: (archive: Awaited<ReturnType<typeof open>>) => readonly string[],
): Promise<Exported> {
  const archive = await open(source);
  const select =
    keys === undefined
      ? ({ kind: 'all' } as const)
      : ({ kind: 'some', keys: keys(archive) } as const);
  const selection = await selectFromSource({ path: source, archive }, select);
  const folder = join(workFolder, randomUUID());
  mkdirSync(folder);
  const path = join(folder, 'out');
  const plan = planImages(selection, format, packing);
  const { losses, bytes } = await exportImages(
    { selection, format, packing, destination: path },
    inlineExportWork,
  );
  expect(readdirSync(folder)).toEqual(['out']);
  expect(losses.map(({ kind, count }) => [kind, count])).toEqual(
    plan.losses.map(({ kind, count }) => [kind, count]),
  );
  if (plan.bytes !== null) expect(bytes).toBeGreaterThanOrEqual(plan.bytes);
  return { path, losses };
}
