import * as v from 'valibot';
import type { ImageChoice } from '../model/export.ts';
import type { Grant } from '../model/source.ts';

/** The form of a grant; whether it was issued is another question. */
export const grantArgument = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f-]{36}$/),
  v.transform((text) => text as Grant),
);

/** A place in a list, a layer, a node: a whole number from 0. What it stands for need not be there. */
export const indexArgument = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The key of an image inside its source. */
export const imageArgument = v.pipe(v.string(), v.maxLength(1024));

/** An image before its grant is known to be one. */
export interface ImageChoiceInput {
  readonly grant: string;
  readonly image: string;
}

/** Images of the library and of opened sources; at least one. */
export const imageChoices: v.GenericSchema<readonly ImageChoiceInput[], readonly ImageChoice[]> =
  v.pipe(
    v.array(v.strictObject({ grant: grantArgument, image: imageArgument })),
    v.minLength(1),
    v.maxLength(10_000),
  );
