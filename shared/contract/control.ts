import * as v from 'valibot';
import { saveFormats } from '../model/store.ts';
import type { LoadResult } from '../model/store.ts';
import { grantArgument as grant, indexArgument as index } from './argument-parts.ts';
import { method } from './method.ts';

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
    /** Writes images of the library to a path that the user chose. */
    'library.save': method<{ readonly bytes: number }>()(
      v.strictObject({
        targets: v.pipe(v.array(v.string()), v.minLength(1)),
        format: v.picklist(saveFormats),
        destination: path,
      }),
    ),
    /** Keeps a root file system tar as an image of one layer. */
    'library.import': method<LoadResult>()(
      v.strictObject({ path, references: v.array(v.string()), changes: v.array(v.string()) }),
    ),
    'engine.stop': method<void>()(v.strictObject({})),
  },
  events: undefined as unknown as { readonly ready: { readonly pid: number } },
};

export type ControlContract = typeof controlContract;
