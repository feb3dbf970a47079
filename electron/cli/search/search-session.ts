import { randomUUID } from 'node:crypto';
import type { Image } from '../../../shared/model/image.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { SearchHit, SearchOrder, SearchQuery } from '../../../shared/model/search.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { maxSearchHits } from '../../../shared/contract/search.ts';
import { Jobs } from '../../engine/session/jobs.ts';
import { PathPatterns } from '../../engine/session/path-patterns.ts';
import { Search } from '../../engine/session/search.ts';
import type { OpenImage } from '../../engine/session/search-images.ts';
import { PatternThread } from '../../engine/worker/pattern-thread.ts';
import { CliFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import { withEngine } from '../engine-session.ts';
import type { EngineRun } from '../engine-session.ts';
import { bytesOfOperand, openOperand, storeMark, storeReference } from '../open-operand.ts';
import type { OpenedArchive } from '../open-operand.ts';

/** One image that was searched, for people and programs. */
export interface NamedImagePlace {
  /** The operand's file name, or `store:…`. */
  readonly source: string;
  readonly image: Image;
}

/** What a search found, to be asked for in order. */
export interface CliSearch {
  readonly count: number;
  /** Images that could not be read. */
  readonly failed: number;
  /** Layers of other images that could not be read. */
  readonly unreadLayers: number;
  /** Files of which a hash is looked for and that could not be read. */
  readonly unhashed: number;
  /** True when a pattern took too long and the search was ended. */
  readonly endedEarly: boolean;
  readonly hits: () => AsyncGenerator<SearchHit>;
  readonly placeOf: (
    place: Pick<SearchHit['places'][number], 'grant' | 'image'>,
  ) => NamedImagePlace;
}

/**
 * Opens everything that `operands` name, or the layer store where there are none, reads all images and searches them.
 * Throws EngineError and CliFailure.
 */
export async function withSearch<Result>(
  call: CommandCall,
  operands: readonly string[],
  wanted: { readonly query: SearchQuery; readonly order: SearchOrder },
  use: (search: CliSearch) => Promise<Result>,
): Promise<Result> {
  const named = operands.length === 0 ? [storeMark] : operands;
  const bytes = named.reduce((sum, operand) => sum + bytesOfOperand(operand), 0);
  return withEngine(call, bytes, async (engine) => {
    const sources = new Map<Grant, OpenedArchive>();
    const patterns = new PatternThread(call.installation.worker);
    const jobs = jobsOf(call);
    const stop = (): void => jobs.list().forEach(({ id }) => jobs.cancel(id));
    call.signal.addEventListener('abort', stop);
    try {
      for (const operand of named) {
        sources.set(grantOf(operand), await openOperand(call, engine, operand));
      }
      return await use(await searchIn(sources, engine, { jobs, patterns, wanted, call }));
    } finally {
      call.signal.removeEventListener('abort', stop);
      await patterns.stop();
      for (const { source } of sources.values()) await source.close();
    }
  });
}

async function searchIn(
  sources: ReadonlyMap<Grant, OpenedArchive>,
  { session, tasks }: EngineRun,
  parts: {
    readonly jobs: Jobs;
    readonly patterns: PatternThread;
    readonly wanted: { readonly query: SearchQuery; readonly order: SearchOrder };
    readonly call: CommandCall;
  },
): Promise<CliSearch> {
  const { jobs, patterns, wanted, call } = parts;
  const sourceOf = (grant: Grant): OpenedArchive => {
    const source = sources.get(grant);
    if (source === undefined) throw new CliFailure('there is no such source');
    return source;
  };
  const open = (): readonly OpenImage[] =>
    [...sources].flatMap(([grant, { source }]) =>
      source.archive.contents.images.map((image) => {
        return { grant, image, read: source.readByNow(image.key) };
      }),
    );
  const search = new Search({
    open,
    readImage: (grant, key, job) => sourceOf(grant).source.readImage(key, job),
    jobs,
    tasks,
    shelf: session.shelf,
    patterns: new PathPatterns(patterns),
  });
  call.progress.begin('reading layers');
  const { failed } = await search.prepare();
  call.progress.begin(wanted.query.hash === '' ? 'searching' : 'hashing');
  const page = (start: number): ReturnType<Search['find']> =>
    search.find({ ...wanted, start, count: maxSearchHits }, call.signal);
  const first = await page(0);
  call.progress.clear();
  return {
    count: first.count,
    failed,
    unreadLayers: first.unreadLayers,
    unhashed: first.unhashed,
    endedEarly: first.endedEarly,
    async *hits() {
      for (let start = 0, { hits } = first; hits.length > 0; { hits } = await page(start)) {
        yield* hits;
        start += hits.length;
      }
    },
    placeOf: ({ grant, image }) => {
      const { name, source } = sourceOf(grant);
      const found = source.archive.contents.images.find(({ key }) => key === image);
      if (found === undefined) throw new CliFailure('there is no such image');
      return { source: name, image: found };
    },
  };
}

function jobsOf({ progress }: CommandCall): Jobs {
  return new Jobs({
    changed: ({ done, total }) => progress.report(done, total),
    ended: () => {},
  });
}

function grantOf(operand: string): Grant {
  return storeReference(operand) === '' ? libraryGrant : (randomUUID() as string as Grant);
}
