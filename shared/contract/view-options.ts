import * as v from 'valibot';
import { changeKinds, changeReasons } from '../model/change.ts';
import { sortColumns, textModes } from '../model/view.ts';
import type { ViewChoice } from '../model/view.ts';
import { indexArgument } from './argument-parts.ts';

const bytes = v.nullable(v.pipe(v.number(), v.minValue(0)));

/** `ViewOptions` as a window may ask for them. */
export const viewOptionsSchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(4096)),
  textMode: v.picklist(textModes),
  kinds: v.pipe(v.array(v.picklist(changeKinds)), v.maxLength(changeKinds.length)),
  reasons: v.pipe(v.array(v.picklist(changeReasons)), v.maxLength(changeReasons.length)),
  timeOnly: v.boolean(),
  minBytes: bytes,
  maxBytes: bytes,
  sort: v.picklist(sortColumns),
  descending: v.boolean(),
});

/** `ViewChoice` as a window may ask for it. */
export const viewChoiceSchema: v.GenericSchema<unknown, ViewChoice> = v.variant('how', [
  v.strictObject({ how: v.literal('none') }),
  v.strictObject({ how: v.literal('all') }),
  v.strictObject({ how: v.literal('toggle'), node: indexArgument }),
  v.strictObject({
    how: v.literal('range'),
    from: indexArgument,
    to: indexArgument,
    add: v.boolean(),
  }),
]);
