import * as v from 'valibot';
import { conflictRules, fileFormats, layerFormats } from '../model/export.ts';
import type { ExportName, ExportOutcome, ExportPlan, ExportRequest } from '../model/export.ts';
import type { Failure } from '../model/job.ts';
import type { Grant } from '../model/source.ts';
import { saveFormats } from '../model/store.ts';
import { maxChosenNodes } from '../model/view.ts';
import { grantArgument, imageArgument, indexArgument } from './argument-parts.ts';
import { method } from './method.ts';

const imageChoice = { grant: grantArgument, image: imageArgument } as const;
const level = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(-7), v.maxValue(22)));
const packing = v.strictObject({ compression: v.picklist(['none', 'gzip', 'zstd']), level });
const format = v.picklist(saveFormats);
const text = v.pipe(v.string(), v.maxLength(65_536));

const editStep = v.variant('edit', [
  v.strictObject({ edit: v.literal('drop'), layers: indexArgument }),
  v.strictObject({ edit: v.literal('squash'), from: indexArgument, to: indexArgument }),
  v.strictObject({ edit: v.literal('append'), grant: grantArgument, message: text }),
  v.strictObject({ edit: v.literal('config'), changes: v.pipe(v.array(text), v.maxLength(1000)) }),
]);

/** `ExportRequest` as a window may ask for it. */
export const exportRequestSchema: v.GenericSchema<unknown, ExportRequest> = v.variant('what', [
  v.strictObject({
    what: v.literal('layers'),
    ...imageChoice,
    layers: v.pipe(v.array(indexArgument), v.minLength(1), v.maxLength(10_000)),
    format: v.picklist(layerFormats),
    level,
  }),
  v.strictObject({
    what: v.literal('files'),
    ...imageChoice,
    layer: indexArgument,
    alone: v.boolean(),
    nodes: v.pipe(v.array(indexArgument), v.minLength(1), v.maxLength(maxChosenNodes)),
    format: v.picklist(fileFormats),
    special: v.boolean(),
  }),
  v.strictObject({
    what: v.literal('images'),
    images: v.pipe(v.array(v.strictObject(imageChoice)), v.minLength(1), v.maxLength(10_000)),
    format,
    packing: v.nullable(packing),
  }),
  v.strictObject({
    what: v.literal('delta'),
    ...imageChoice,
    base: v.strictObject(imageChoice),
    format,
  }),
  v.strictObject({
    what: v.literal('join'),
    ...imageChoice,
    base: v.strictObject(imageChoice),
    format,
  }),
  v.strictObject({
    what: v.literal('edit'),
    ...imageChoice,
    steps: v.pipe(v.array(editStep), v.minLength(1), v.maxLength(1000)),
    reference: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
    format: v.nullable(format),
    packing,
  }),
]);

/** What the window asks the engine before something is taken out: no path is needed for that. */
export const exportMethods = {
  'export.plan': method<ExportPlan>()(v.strictObject({ request: exportRequestSchema })),
};

/** What the window asks the main process, which knows where things go. */
export const exportHostMethods = {
  /**
   * Asks where to, and writes there. Null when the user thought better of it. When names are taken the outcome says so
   * with a ticket, under which `export.resume` goes on with what the user decided; nothing has been written then.
   */
  'export.run': method<HostOutcome | null>()(v.strictObject({ request: exportRequestSchema })),
  'export.resume': method<HostOutcome>()(
    v.strictObject({ ticket: indexArgument, rule: v.picklist(conflictRules) }),
  ),
  /** Asks for a tar or a folder to put on top of an image, and lets the engine read it under a grant. */
  'export.chooseLayer': method<{ readonly grant: Grant; readonly name: string } | null>()(
    v.strictObject({ folder: v.boolean() }),
  ),
  /**
   * Lets the user drag something out of the window. `dragging`: the system has taken over. `preparing`: it takes longer
   * than a hand holds still; `drag-prepared` tells when it is ready, and the next drag of the same begins at once. The
   * call is to be cancelled when the button is let go of before the answer.
   */
  'export.drag': method<DragState>()(v.strictObject({ request: exportRequestSchema })),
};

export type DragState = 'dragging' | 'preparing';

/** Something that was being prepared for dragging out is ready, or could not be made. */
export interface DragPrepared {
  /** Of the file or folder. */
  readonly name: string;
  readonly failure: Failure | null;
}

export type HostOutcome = ExportOutcome & { readonly ticket: number | null };

/** What the main process tells the engine. */
export const exportControlMethods = {
  'export.run': method<ExportOutcome>()(
    v.strictObject({
      request: exportRequestSchema,
      /** Null for an edit that is kept in the library. */
      destination: v.nullable(v.pipe(v.string(), v.minLength(1))),
      rule: v.picklist(conflictRules),
    }),
  ),
  /** What the result is to be called. */
  'export.name': method<ExportName>()(v.strictObject({ request: exportRequestSchema })),
  /** Lets a tar or a folder be read for a layer to put on top of an image. */
  'export.allow': method<void>()(
    v.strictObject({ grant: grantArgument, path: v.pipe(v.string(), v.minLength(1)) }),
  ),
};
