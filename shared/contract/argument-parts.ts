import * as v from 'valibot';
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
