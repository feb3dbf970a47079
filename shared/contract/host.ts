import * as v from 'valibot';
import { reportFormats } from '../model/comparison.ts';
import type { Grant } from '../model/source.ts';
import type { LoadResult } from '../model/store.ts';
import { grantArgument as grant, indexArgument as index } from './argument-parts.ts';
import { exportHostMethods } from './export.ts';
import type { DragPrepared } from './export.ts';
import { method } from './method.ts';
import { reviewHostMethods } from './review.ts';

/** Largest picture that the window may hand over for saving. */
export const maxDrawingBytes = 64 * 1024 * 1024;

const text = v.pipe(v.string(), v.maxLength(4096));

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['system', 'en', 'de'] as const;

export const settingsSchema = v.object({
  theme: v.optional(v.picklist(themes), 'system'),
  language: v.optional(v.picklist(languages), 'system'),
  /** Open what was open when the program ended. */
  reopen: v.optional(v.boolean(), true),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

/** A path the user opened before, as the window may show it. It is named by `id`, never by its path. */
export interface RecentSource {
  readonly id: string;
  readonly name: string;
  /** The folder it lies in, with the home folder shortened to `~`. For reading only. */
  readonly place: string;
  /** Milliseconds since 1970. */
  readonly opened: number;
}

export interface HostInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The first of the user's languages that the program speaks, a BCP 47 tag with the region, for `textsFor`. */
  readonly locale: string;
}

/** What the window may ask of the main process: everything that needs a right, a dialog or the system. */
export const hostContract = {
  methods: {
    'host.info': method<HostInfo>()(v.strictObject({})),
    /** Shows the system's dialog; the sources open as `source` events of the engine. */
    'source.choose': method<readonly Grant[]>()(v.strictObject({ folder: v.boolean() })),
    'source.openSample': method<readonly Grant[]>()(v.strictObject({})),
    'source.close': method<void>()(v.strictObject({ grant })),
    /** Opens a source that failed once more, under the same grant. */
    'source.retry': method<void>()(v.strictObject({ grant })),
    'recent.list': method<readonly RecentSource[]>()(v.strictObject({})),
    'recent.open': method<readonly Grant[]>()(
      v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) }),
    ),
    'recent.clear': method<void>()(v.strictObject({})),
    /** Asks where to, and writes the file there. Null when the user thought better of it. */
    'entry.save': method<{ readonly name: string; readonly bytes: number } | null>()(
      v.strictObject({ grant, image: v.string(), layer: index, node: index }),
    ),
    /** Asks where to, and writes what the window has drawn there. Null when the user thought better of it. */
    'drawing.save': method<{ readonly name: string; readonly bytes: number } | null>()(
      v.strictObject({
        name: text,
        bytes: v.pipe(v.instance(Uint8Array), v.maxLength(maxDrawingBytes)),
      }),
    ),
    /** Asks for a root file system tar and keeps it as an image of one layer. Null when nothing was chosen. */
    'library.import': method<LoadResult | null>()(
      v.strictObject({
        references: v.pipe(v.array(text), v.maxLength(100)),
        changes: v.pipe(v.array(text), v.maxLength(1000)),
      }),
    ),
    /** Asks where to, and writes a report of a comparison there. Null when the user thought better of it. */
    'comparison.save': method<{ readonly name: string; readonly bytes: number } | null>()(
      v.strictObject({ comparison: index, format: v.picklist(reportFormats) }),
    ),
    ...reviewHostMethods,
    ...exportHostMethods,
    'settings.read': method<Settings>()(v.strictObject({})),
    'settings.write': method<Settings>()(v.strictObject({ settings: settingsSchema })),
    'clipboard.write': method<void>()(
      v.strictObject({ text: v.pipe(v.string(), v.maxLength(16 * 1024 * 1024)) }),
    ),
    /** Shows the file or folder of a source in the system's file manager. */
    'source.reveal': method<void>()(v.strictObject({ grant })),
    /** Tells the menu which actions apply now. */
    'menu.update': method<void>()(
      v.strictObject({
        enabled: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(200)),
      }),
    ),
    'window.close': method<void>()(v.strictObject({})),
  },
  events: undefined as unknown as {
    /** The user chose a menu item; `action` is the id of an action of the window. */
    readonly menu: { readonly action: string };
    readonly settings: Settings;
    readonly 'drag-prepared': DragPrepared;
    /** A source was opened from outside the window: command line, second instance, drop, file manager. */
    readonly opened: { readonly grants: readonly Grant[] };
    /**
     * The engine has crashed for the `times`th time and was started again: time to connect again. What was open is being
     * opened again under the same grants, unless it crashed so often in a short time that one of the sources is the
     * likely cause: then `reopening` is false and nothing is open.
     */
    readonly 'engine-restarted': { readonly times: number; readonly reopening: boolean };
  },
};

export type HostContract = typeof hostContract;
