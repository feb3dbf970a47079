import * as v from 'valibot';
import { reportFormats } from '../model/comparison.ts';
import type { Advice } from '../model/advice.ts';
import type { Duplicates } from '../model/duplicates.ts';
import type { Findings } from '../model/findings.ts';
import type { FileLife } from '../model/life.ts';
import type { PackageLayers, UnownedFile } from '../model/package-layers.ts';
import type { HiddenFile, Waste } from '../model/waste.ts';
import { grantArgument, imageArgument, indexArgument } from './argument-parts.ts';
import { method } from './method.ts';

/** An image that has been read. */
const image = { grant: grantArgument, image: imageArgument } as const;
/** Longest list that one call answers. */
export const maxListedRows = 500;
const part = {
  start: indexArgument,
  count: v.pipe(indexArgument, v.maxValue(maxListedRows)),
} as const;

/** Part of a list, and how long the whole is. */
export interface Listed<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Bytes stored and not seen. */
export const wasteMethods = {
  'waste.read': method<Waste>()(v.strictObject(image)),
  /** Hidden files, most bytes first: all, or those of one of `Waste.groups`. */
  'waste.files': method<Listed<HiddenFile>>()(
    v.strictObject({ ...image, group: v.nullable(indexArgument), ...part }),
  ),
};

/** What the layers did to one path. */
export const lifeMethods = {
  'life.read': method<FileLife>()(v.strictObject({ ...image, node: indexArgument })),
};

/** The same content more than once. */
export const duplicatesMethods = {
  /**
   * Looks through one image, or through all images of open sources when `image` is null; reads what has not been read
   * and hashes what has to be. `minBytes`: smaller files are left out.
   */
  'duplicates.find': method<Duplicates>()(
    v.strictObject({
      image: v.nullable(v.strictObject(image)),
      minBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    }),
  ),
};

/** Likely secrets, permissions and left-overs. */
export const findingsMethods = {
  /** Reads the contents of files the first time, as a job. */
  'findings.read': method<Findings>()(v.strictObject(image)),
  /** The line or value of a secret (position in `Findings.secrets`) in clear, at most a few hundred characters. */
  'findings.reveal': method<string>()(v.strictObject({ ...image, secret: indexArgument })),
};

export const packagesMethods = {
  'packages.layers': method<PackageLayers>()(v.strictObject(image)),
  /**
   * Files of the final view that no package owns, most bytes first: all below a folder, or with `direct` those right in
   * it (`UnownedPlace.direct`).
   */
  'packages.unowned': method<Listed<UnownedFile>>()(
    v.strictObject({ ...image, node: indexArgument, direct: v.boolean(), ...part }),
  ),
};

export const adviceMethods = {
  'advice.read': method<readonly Advice[]>()(v.strictObject(image)),
};

/** What the main process tells the engine. */
export const reviewControlMethods = {
  /** Writes a report of an image, in the words of a language (a BCP 47 tag), to a path that the user chose. */
  'review.save': method<{ readonly bytes: number }>()(
    v.strictObject({
      ...image,
      format: v.picklist(reportFormats),
      locale: v.string(),
      destination: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
  /** A file name to suggest for a report, without its ending. */
  'review.name': method<string>()(v.strictObject(image)),
};

/** What the window asks the main process. */
export const reviewHostMethods = {
  /** Asks where to, and writes a report there. Null when the user thought better of it. */
  'review.save': method<{ readonly name: string; readonly bytes: number } | null>()(
    v.strictObject({ ...image, format: v.picklist(reportFormats) }),
  ),
};
