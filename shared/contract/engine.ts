import * as v from 'valibot';
import type { ImageDocuments } from '../model/image.ts';
import type { Job } from '../model/job.ts';
import type { Grant } from '../model/source.ts';
import type { LibraryState } from '../model/library.ts';
import type { LineageState } from '../model/lineage.ts';
import type {
  LoadResult,
  NameMove,
  RemovalPlan,
  RemovalResult,
  StoreReport,
} from '../model/store.ts';
import type { FileTreemap, UsageState } from '../model/usage.ts';
import type { Proof } from '../model/proof.ts';
import type { ImageFacts, SourceState } from '../model/source-state.ts';
import { maxChosenPaths } from '../model/view.ts';
import type {
  ChosenAmount,
  ChosenFiles,
  ChosenPaths,
  EntryDetail,
  Preview,
  Row,
  ViewState,
} from '../model/view.ts';
import {
  grantArgument as grant,
  imageArgument as image,
  indexArgument as index,
} from './argument-parts.ts';
import { compareMethods } from './compare.ts';
import { exportMethods } from './export.ts';
import { method } from './method.ts';
import {
  adviceMethods,
  duplicatesMethods,
  findingsMethods,
  lifeMethods,
  packagesMethods,
  wasteMethods,
} from './review.ts';
import { searchMethods } from './search.ts';
import { viewChoiceSchema, viewOptionsSchema } from './view-options.ts';

const view = index;
const node = index;
const range = v.strictObject({
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
  to: index,
});

const target = v.pipe(v.string(), v.maxLength(4096));
const reference = target;
const targets = v.pipe(v.array(target), v.maxLength(10_000));
const pruneSchema = v.strictObject({ dangling: v.boolean(), unreferenced: v.boolean() });

/** Longest window of rows that one call answers. */
export const maxWindowRows = 500;
/** Most bytes of a file that one call answers. */
export const maxPreviewBytes = 4 * 1024 * 1024;

/** What the window may ask of the engine. It names sources by grant and can name no path of the machine. */
export const engineContract = {
  methods: {
    'source.list': method<readonly SourceState[]>()(v.strictObject({})),
    /** Starts, or starts again, the proof of every digest of a source. Progress comes as `job` and `proof` events. */
    'source.prove': method<void>()(v.strictObject({ grant })),

    /** Lists the layers of an image and builds its union tree; answers at once when that has been done. */
    'image.read': method<ImageFacts>()(v.strictObject({ grant, image })),
    'image.documents': method<ImageDocuments>()(v.strictObject({ grant, image })),

    'job.list': method<readonly Job[]>()(v.strictObject({})),
    'job.cancel': method<void>()(v.strictObject({ job: index })),

    /** Needs an image that has been read. */
    'view.open': method<ViewState>()(
      v.strictObject({ grant, image, range, options: viewOptionsSchema }),
    ),
    'view.close': method<void>()(v.strictObject({ view })),
    /** Changes range or options, or both; what is expanded stays so. */
    'view.configure': method<ViewState>()(
      v.strictObject({ view, range, options: viewOptionsSchema }),
    ),
    'view.expand': method<ViewState>()(
      v.strictObject({ view, node, expanded: v.boolean(), deep: v.boolean() }),
    ),
    /** Opens every folder in which something changed. */
    'view.expandChanged': method<ViewState>()(v.strictObject({ view })),
    'view.collapseAll': method<ViewState>()(v.strictObject({ view })),
    /** Changes what is chosen. Rows say whether they are; a version with another choice has other rows. */
    'view.choose': method<ViewState>()(v.strictObject({ view, choice: viewChoiceSchema })),
    'view.chosenAmount': method<ChosenAmount>()(v.strictObject({ view })),
    /** What is to be taken out for the chosen paths. */
    'view.chosenFiles': method<ChosenFiles>()(v.strictObject({ view })),
    'view.chosenPaths': method<ChosenPaths>()(
      v.strictObject({ view, most: v.pipe(index, v.maxValue(maxChosenPaths)) }),
    ),
    'view.rows': method<{ readonly version: number; readonly rows: readonly Row[] }>()(
      v.strictObject({ view, start: index, count: v.pipe(index, v.maxValue(maxWindowRows)) }),
    ),
    /** The line of a path, its folders opened; null when the options hide it, or it is not there in the range. */
    'view.reveal': method<{ readonly state: ViewState; readonly row: number | null }>()(
      v.strictObject({ view, node }),
    ),
    /**
     * The line of the next path that differs and that the options show, from the path `from` on in the order of the
     * rows, or against it; goes around. Without `from` it begins at the top. The folders above it are opened. Null when
     * there is none.
     */
    'view.nextChange': method<{ readonly state: ViewState; readonly row: number | null }>()(
      v.strictObject({ view, from: v.nullable(node), backward: v.boolean() }),
    ),
    /** The next line from `start` on, going around, whose name begins with `prefix` in any case. */
    'view.find': method<{ readonly row: number | null }>()(
      v.strictObject({ view, start: index, prefix: v.pipe(v.string(), v.maxLength(256)) }),
    ),

    /**
     * The node of a path as a person or a problem writes it; null when no layer names it. With `follow` such a path is
     * followed over the symbolic links on its way, as they stand after that layer.
     */
    'entry.find': method<number | null>()(
      v.strictObject({
        grant,
        image,
        path: v.pipe(v.string(), v.maxLength(65_536)),
        follow: v.optional(index),
      }),
    ),
    'entry.describe': method<EntryDetail>()(v.strictObject({ grant, image, range, node })),
    /** The first bytes of a file as it stands after `layer`. */
    'entry.preview': method<Preview>()(
      v.strictObject({
        grant,
        image,
        layer: index,
        node,
        limit: v.pipe(index, v.maxValue(maxPreviewBytes)),
      }),
    ),
    /** Part of a file as it stands after `layer`; shorter than `length` where the file ends. */
    'entry.read': method<Uint8Array>()(
      v.strictObject({
        grant,
        image,
        layer: index,
        node: index,
        offset: index,
        length: v.pipe(index, v.maxValue(maxPreviewBytes)),
      }),
    ),
    /** sha256 of a file's content in hex. */
    'entry.hash': method<string>()(v.strictObject({ grant, image, layer: index, node })),

    /** The library: what the layer store on disk keeps. Its images open like those of any source, under `grant`. */
    'library.read': method<LibraryState>()(v.strictObject({})),
    /** Keeps images of an opened source in the library; null for all. What is there already is not copied again. */
    'library.load': method<LoadResult>()(
      v.strictObject({ grant, images: v.nullable(v.pipe(v.array(image), v.maxLength(10_000))) }),
    ),
    /** Gives an image of the library one more name. Answers the names that meant something else before. */
    'library.tag': method<readonly NameMove[]>()(v.strictObject({ target, reference })),
    'library.untag': method<void>()(v.strictObject({ reference })),
    /** What removing images (names or IDs) would do. Nothing is done. */
    'library.planRemoval': method<RemovalPlan>()(v.strictObject({ targets })),
    'library.remove': method<RemovalResult>()(v.strictObject({ targets })),
    /** What pruning would do. Nothing is done. */
    'library.planPrune': method<RemovalPlan>()(pruneSchema),
    'library.prune': method<RemovalResult>()(pruneSchema),
    /** Looks whether the library is whole; with `repair`, mends what can be mended. */
    'library.check': method<StoreReport>()(v.strictObject({ repair: v.boolean() })),

    /** The family tree of everything opened and stored. */
    'lineage.read': method<LineageState>()(v.strictObject({})),
    /** What everything opened and stored takes on disk. */
    'usage.read': method<UsageState>()(v.strictObject({})),
    /** The files of an image that has been read, by size, from a folder down. */
    'usage.files': method<FileTreemap>()(v.strictObject({ grant, image, layer: index, node })),

    ...compareMethods,
    ...duplicatesMethods,
    ...exportMethods,
    ...findingsMethods,
    ...adviceMethods,
    ...wasteMethods,
    ...lifeMethods,
    ...searchMethods,
    ...packagesMethods,

    'cache.usage': method<{
      readonly bytes: number;
      readonly limitBytes: number;
      readonly indexes: number;
    }>()(v.strictObject({})),
    'cache.clear': method<void>()(v.strictObject({})),
  },
  events: undefined as unknown as {
    /** A source is new, or holds something else than before. */
    readonly source: SourceState;
    /** The proof of a source went on. It comes without the contents, which may be of thousands of images. */
    readonly proof: { readonly grant: Grant; readonly proof: Proof };
    readonly 'source-closed': { readonly grant: Grant };
    /** What the library holds has changed. */
    readonly library: LibraryState;
    /** A job has begun or moved on. */
    readonly job: Job;
    readonly 'job-ended': { readonly id: number };
  },
};

export type EngineContract = typeof engineContract;
