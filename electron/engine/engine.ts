import { availableParallelism } from 'node:os';
import path from 'node:path';
import { libraryGrant } from '../../shared/model/library.ts';
import { documentsOf } from './archive/archive.ts';
import { indexCacheUsage, clearIndexCache } from './layer/index-cache.ts';
import type { Engine, EngineEvent, EngineOptions } from './engine-interface.ts';
import { adviceMethods, reviewControl } from './methods/advice-methods.ts';
import { compareMethods, comparisonControl } from './methods/compare-methods.ts';
import { duplicatesMethods } from './methods/duplicates-methods.ts';
import type { EngineParts } from './methods/engine-parts.ts';
import { entryControl, entryMethods } from './methods/entry-methods.ts';
import { exportControl, exportMethods } from './methods/export-methods.ts';
import { findingsMethods } from './methods/findings-methods.ts';
import { libraryControl, libraryMethods } from './methods/library-methods.ts';
import { lifeMethods } from './methods/life-methods.ts';
import { packagesMethods } from './methods/packages-methods.ts';
import { searchMethods } from './methods/search-methods.ts';
import { viewMethods } from './methods/view-methods.ts';
import { wasteMethods } from './methods/waste-methods.ts';
import { Comparisons } from './session/comparisons.ts';
import { taskExportWork } from './session/export-work.ts';
import { Exports } from './session/exports.ts';
import { Jobs } from './session/jobs.ts';
import { Library } from './session/library.ts';
import { Overview } from './session/overview.ts';
import { PathPatterns } from './session/path-patterns.ts';
import { Search } from './session/search.ts';
import { openImages } from './session/search-images.ts';
import { Reviews } from './session/reviews.ts';
import { Session, requireNode } from './session/session.ts';
import {
  makeSessionFolders,
  removeSessionFolders,
  sweepSpools,
} from './session/session-folders.ts';
import { Sources } from './session/sources.ts';
import { ViewFilters } from './session/view-filters.ts';
import { unionAfter } from './tree/sums.ts';
import { fileTreemap } from './usage/file-treemap.ts';
import { treemapDefaults } from './view/treemap.ts';
import { Views } from './view/views.ts';

/** Milliseconds that work may take to put away what it has half done, when the engine stops. */
const patience = 1500;

/** The engine: opens sources under grants, reads images, and answers for what windows show of them. */
export function createEngine(options: EngineOptions): Engine {
  const handlers = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const handler of handlers) handler(event);
  };
  const { tasks } = options;
  const cacheDir = path.join(options.cacheFolder, 'layers');
  const folders = makeSessionFolders(options.cacheFolder);
  void sweepSpools(options.cacheFolder);
  const session = new Session(tasks, folders);
  const jobs = new Jobs({
    changed: (payload) => emit({ name: 'job', payload }),
    ended: (id) => emit({ name: 'job-ended', payload: { id } }),
  });
  const sources = new Sources(session, jobs, {
    changed: (payload) => emit({ name: 'source', payload }),
    proven: (grant, proof) => emit({ name: 'proof', payload: { grant, proof } }),
    closed: (grant) => emit({ name: 'source-closed', payload: { grant } }),
  });
  const library = new Library({
    folder: options.storeFolder,
    tasks,
    sources,
    jobs,
    changed: (payload) => emit({ name: 'library', payload }),
  });
  const overview = new Overview(tasks, async () => {
    const records = await library.records();
    return sources.all().map(({ grant, source }) => {
      return { grant, source, records: grant === libraryGrant ? records : null };
    });
  });
  const views = new Views();
  const patterns = new PathPatterns(options.patterns);
  const filters = new ViewFilters(views, patterns);
  const comparisons = new Comparisons({ session, sources, jobs, views, filters });
  const search = new Search({
    open: () => openImages(sources),
    readImage: (grant, key, job) => sources.readPart(grant, key, job),
    jobs,
    tasks,
    shelf: session.shelf,
    patterns,
  });
  const exports = new Exports(jobs, {
    tasks,
    sources,
    folders,
    work: taskExportWork(tasks, availableParallelism()),
    keep: (made, job) => library.keep(made, job),
  });
  const parts: EngineParts = {
    tasks,
    session,
    jobs,
    sources,
    library,
    views,
    comparisons,
    exports,
    filters,
    search,
    reviews: new Reviews({ session, sources, jobs }),
  };
  // A store that cannot be read is told to whoever asks for it.
  library.contents().catch(() => {});
  const endWatch = library.watch();

  const stop = async () => {
    endWatch();
    await jobs.end(patience);
    await Promise.all([tasks.stop(), options.patterns.stop()]);
    await removeSessionFolders(folders);
  };

  return {
    onEvent: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    stop,
    methods: {
      'source.list': () => sources.list(),
      'source.prove': ({ grant }) => sources.prove(grant),
      'image.read': async ({ grant, image }) => {
        const { facts } = await sources.readImage(grant, image);
        sources.proveWhenIdle(grant);
        return facts;
      },
      'image.documents': ({ grant, image }) => {
        const source = sources.opened(grant);
        return documentsOf(source.archive, source.image(image));
      },
      'job.list': () => jobs.list(),
      'job.cancel': ({ job }) => jobs.cancel(job),
      ...viewMethods(parts),
      ...duplicatesMethods(parts),
      ...entryMethods(parts),
      ...compareMethods(parts),
      ...exportMethods(parts),
      ...findingsMethods(parts),
      ...lifeMethods(parts),
      ...searchMethods(parts),
      ...libraryMethods(parts),
      ...packagesMethods(parts),
      ...adviceMethods(parts),
      ...wasteMethods(parts),
      'lineage.read': () => overview.lineage(),
      'usage.read': () => overview.usage(),
      'usage.files': async ({ grant, image, layer, node }) => {
        const { tree } = await sources.known(grant, image);
        const from = requireNode(tree, node);
        return fileTreemap(tree, unionAfter(tree, layer), { ...treemapDefaults, node: from });
      },
      'cache.usage': () => indexCacheUsage(cacheDir),
      'cache.clear': () => clearIndexCache(cacheDir),
    },
    control: {
      'source.open': ({ grant, path: opened }) => {
        comparisons.closeAllOf(grant);
        views.closeAllOf(grant);
        search.forget(grant);
        sources.open(grant, opened);
      },
      'source.close': async ({ grant }) => {
        comparisons.closeAllOf(grant);
        views.closeAllOf(grant);
        search.forget(grant);
        await sources.close(grant);
      },
      ...entryControl(parts),
      ...libraryControl(parts),
      ...comparisonControl(parts),
      ...exportControl(parts),
      ...reviewControl(parts),
      'engine.stop': stop,
    },
  };
}
