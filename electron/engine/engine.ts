import { libraryGrant } from '../../shared/model/library.ts';
import path from 'node:path';
import type { Grant } from '../../shared/model/source.ts';
import { indexCacheUsage, clearIndexCache } from './layer/index-cache.ts';
import type { Engine, EngineEvent, EngineOptions } from './engine-interface.ts';
import { Jobs } from './session/jobs.ts';
import { Library } from './session/library.ts';
import { Overview } from './session/overview.ts';
import { Session, fileAt, requireNode } from './session/session.ts';
import {
  makeSessionFolders,
  removeSessionFolders,
  sweepSpools,
} from './session/session-folders.ts';
import { Sources } from './session/sources.ts';
import { Priority } from './worker/task-runner.ts';
import { entryDetail } from './view/entry-detail.ts';
import { unionAfter } from './tree/sums.ts';
import { fileTreemap, treemapDefaults } from './usage/file-treemap.ts';
import { Views } from './view/views.ts';
import { findNode, nameText } from './tree/paths.ts';
import { resolvePath } from './tree/resolve-path.ts';

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
  // A store that cannot be read is told to whoever asks for it.
  library.contents().catch(() => {});
  const endWatch = library.watch();

  const readImage = async (grant: Grant, key: string) => {
    const image = await sources.readImage(grant, key);
    sources.proveWhenIdle(grant);
    return image;
  };

  const stop = async () => {
    endWatch();
    sources.cancelAll();
    await tasks.stop();
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
      'image.read': async ({ grant, image }) => (await readImage(grant, image)).facts,
      'image.documents': ({ grant, image }) => sources.opened(grant).image(image).documents,
      'job.list': () => jobs.list(),
      'job.cancel': ({ job }) => jobs.cancel(job),
      'view.open': async ({ grant, image, range, options: shown }) =>
        views.open(grant, (await sources.known(grant, image)).tree, range, shown),
      'view.close': ({ view }) => views.close(view),
      'view.configure': ({ view, range, options: shown }) =>
        views.change(view, (each) => each.configure(range, shown)),
      'view.expand': ({ view, node, expanded, deep }) =>
        views.change(view, (each) => each.expand(node, expanded, deep)),
      'view.expandChanged': ({ view }) => views.change(view, (each) => each.expandChanged()),
      'view.collapseAll': ({ view }) => views.change(view, (each) => each.collapseAll()),
      'view.rows': ({ view, start, count }) => ({
        version: views.get(view).state(view).version,
        rows: views.get(view).rows(start, count),
      }),
      'view.reveal': ({ view, node }) => {
        const row = views.get(view).reveal(node);
        return { state: views.get(view).state(view), row };
      },
      'view.find': ({ view, start, prefix }) => ({ row: views.get(view).find(start, prefix) }),
      'entry.find': async ({ grant, image, path: text, follow }) => {
        const { tree } = await sources.known(grant, image);
        const node = findNode(tree, text);
        if (node !== -1) return node;
        if (follow === undefined || follow >= tree.layers.length) return null;
        const resolved = resolvePath(tree, follow, text);
        return resolved.found ? resolved.node : null;
      },
      'entry.describe': async ({ grant, image, range, node }) => {
        const { tree } = await sources.known(grant, image);
        return entryDetail(tree, range, requireNode(tree, node));
      },
      'entry.preview': async ({ grant, image, layer, node, limit }, signal) => {
        const file = fileAt(await sources.known(grant, image), layer, node);
        return tasks.run(
          'file.preview',
          { ...file, limit },
          { priority: Priority.interactive, signal },
        );
      },
      'entry.hash': async ({ grant, image, layer, node }, signal) => {
        const file = fileAt(await sources.known(grant, image), layer, node);
        return tasks.run('file.hash', file, { priority: Priority.interactive, signal });
      },
      'library.read': () => library.state(),
      'library.load': ({ grant, images }) => library.load(grant, images),
      'library.tag': ({ target, reference }) => library.tag(target, reference),
      'library.untag': ({ reference }) => library.untag(reference),
      'library.planRemoval': ({ targets }) => library.planRemoval(targets),
      'library.remove': ({ targets }) => library.remove(targets),
      'library.planPrune': (what) => library.planPrune(what),
      'library.prune': (what) => library.prune(what),
      'library.check': ({ repair }) => library.check(repair),
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
        views.closeAllOf(grant);
        sources.open(grant, opened);
      },
      'source.close': async ({ grant }) => {
        views.closeAllOf(grant);
        await sources.close(grant);
      },
      'entry.save': async ({ grant, image, layer, node, destination }) => {
        const file = fileAt(await sources.known(grant, image), layer, node);
        return jobs.run('save', grant, image, (job) =>
          tasks.run(
            'file.save',
            { ...file, destination },
            { priority: Priority.interactive, signal: job.signal, onProgress: job.progress },
          ),
        );
      },
      'entry.name': async ({ grant, image, node }) => {
        const { tree } = await sources.known(grant, image);
        return nameText(tree, requireNode(tree, node));
      },
      'library.save': ({ targets, format, destination }) =>
        library.save(targets, format, destination),
      'library.import': (request) => library.import(request),
      'engine.stop': stop,
    },
  };
}
