import * as v from 'valibot';
import { reportFormats } from '../model/comparison.ts';
import type { LoadResult } from '../model/store.ts';
import { grantArgument as grant, indexArgument as index } from './argument-parts.ts';
import { exportControlMethods } from './export.ts';
import { method } from './method.ts';
import { reviewControlMethods } from './review.ts';

const path = v.pipe(v.string(), v.minLength(1));

/** What the main process, which owns the rights, tells the engine. The window has no way to these methods. */
export const controlContract = {
  methods: {
    /** Opens a file or folder under a grant. Answers as soon as the work has begun; the outcome is a `source` event. */
    'source.open': method<void>()(v.strictObject({ grant, path })),
    'source.close': method<void>()(v.strictObject({ grant })),
    /** Writes a file as it stands after `layer` to a path that the user chose, replacing what is there atomically. */
    'entry.save': method<{ readonly bytes: number }>()(
      v.strictObject({ grant, image: v.string(), layer: index, node: index, destination: path }),
    ),
    /** A file name to suggest for saving an entry. */
    'entry.name': method<string>()(v.strictObject({ grant, image: v.string(), node: index })),
    /** Keeps a root file system tar as an image of one layer. */
    'library.import': method<LoadResult>()(
      v.strictObject({ path, references: v.array(v.string()), changes: v.array(v.string()) }),
    ),
    /** Writes a report of a comparison, in the words of a language (a BCP 47 tag), to a path that the user chose. */
    'comparison.save': method<{ readonly bytes: number }>()(
      v.strictObject({
        comparison: index,
        format: v.picklist(reportFormats),
        locale: v.string(),
        destination: path,
      }),
    ),
    /** A file name to suggest for a report, without its ending. */
    'comparison.name': method<string>()(v.strictObject({ comparison: index })),
    ...reviewControlMethods,
    ...exportControlMethods,
    'engine.stop': method<void>()(v.strictObject({})),
  },
  events: undefined as unknown as { readonly ready: { readonly pid: number } },
};

export type ControlContract = typeof controlContract;
