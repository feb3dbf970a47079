import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Compression } from '../../../shared/model/layer.ts';
import { limitCodes, type Problem } from '../../../shared/model/problem.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { ProblemLog } from '../bytes/problem-log.ts';
import { locateFile, readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { listMembers, type MemberList } from '../tar/list-members.ts';
import type { Archive } from './archive.ts';
import { folderOpening, tarOpening } from './begin-opening.ts';
import { makeArchive, readContents } from './contents.ts';
import type { DocumentRead } from './documents.ts';
import { detectDescriptions, type Descriptions } from './detect.ts';
import { throwIfCancelled, type Opening } from './opening.ts';
import { isHelmChart, rootFsParts } from './root-fs.ts';
import { removeSpool, spoolArchive, type SpooledArchive } from './spool.ts';
import { sharedFolder } from './wrapped.ts';

export interface OpenOptions {
  /** An existing folder for the decompressed copy of an archive that is compressed as a whole. */
  readonly spoolDir: string;
  readonly signal?: AbortSignal;
  /** Told while a copy is made: stored bytes done, and all of them. */
  readonly progress?: (done: number, total: number) => void;
  /** Told of the documents of a folder. */
  readonly told?: DocumentRead;
}

/**
 * Opens a file or folder and reads its documents; no layer is read. What is wrong with the archive is in
 * `contents.problems`. Throws `EngineError` only where there is nothing to show: `not-found`, `permission-denied`,
 * `not-readable`, `empty-file`, `not-an-image`, `compression-unsupported`, `disk-full`, `source-changed`, `cancelled`.
 * When `spool` is set in the result, that file belongs to the caller, who removes it after closing the source.
 */
export async function openArchive(path: string, options: OpenOptions): Promise<Archive> {
  const name = basename(path);
  const signal = options.signal ?? null;
  throwIfCancelled(signal);
  if (fileKind(path) === 'folder') return openFolder(path, signal, options.told);

  const file = locateFile(path);
  if (file.length === 0) throw new EngineError('empty-file', { name });
  const start = withBlob(file, (source) => readStart(source, sniffBytes));
  const compression = sniffCompression(start);
  if (compression === 'none') {
    const source: TarSource = { file, tar: file, compression, spool: null };
    return openTar(name, source, new ProblemLog(), signal);
  }
  const spooled = await spoolArchive(file, compression, options);
  try {
    return await openSpooled(name, file, compression, spooled, signal);
  } catch (error) {
    removeSpool(spooled.path);
    throw error;
  }
}

function fileKind(path: string): 'file' | 'folder' {
  const name = basename(path);
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile()) return 'file';
  } catch (error) {
    throw fileError(error, name);
  }
  // A pipe or a device: reading it could wait for ever.
  throw new EngineError('not-readable', { name });
}

async function openFolder(
  path: string,
  signal: AbortSignal | null,
  told?: DocumentRead,
): Promise<Archive> {
  const opening = folderOpening(path, signal, told);
  const found = detectDescriptions(opening);
  if (found === null) {
    const [limit] = limitsMet(opening.log);
    if (limit !== undefined) throw new EngineError('limit-reached', limit.values);
    throw new EngineError('not-an-image', { name: basename(path) });
  }
  const read = await readContents(found, opening);
  const { storedBytes } = opening.lookup;
  const facts = { kind: found.kind, storedBytes, identity: null, spool: null } as const;
  return makeArchive({ ...facts, compression: 'none' }, read, opening.log);
}

interface TarSource {
  /** What the user opened. */
  readonly file: FileRange;
  /** The uncompressed tar: the same, or the copy. */
  readonly tar: FileRange;
  readonly compression: Compression;
  readonly spool: string | null;
}

async function openSpooled(
  name: string,
  file: FileRange,
  compression: Compression,
  spooled: SpooledArchive,
  signal: AbortSignal | null,
): Promise<Archive> {
  const log = new ProblemLog();
  const { problem } = spooled;
  if (problem !== null) log.add(problem.code, problem.severity, {}, problem.values);
  const source: TarSource = {
    file,
    tar: locateFile(spooled.path),
    compression,
    spool: spooled.path,
  };
  return openTar(name, source, log, signal);
}

async function openTar(
  name: string,
  source: TarSource,
  log: ProblemLog,
  signal: AbortSignal | null,
): Promise<Archive> {
  const list = withBlob(source.tar, listMembers);
  if (!list.isTar || list.members.length === 0) throw new EngineError('not-an-image', { name });
  const { found, opening, limited } = describe(source.tar, list, signal);
  if (found === null) {
    for (const { code, severity, where, values } of limited) log.add(code, severity, where, values);
    return openRootFs(name, source, list, log);
  }
  const read = await readContents(found, opening);
  for (const problem of [...list.problems, ...opening.log.problems()]) {
    log.add(problem.code, problem.severity, problem.where, problem.values);
  }
  return makeArchive(factsOf(found.kind, source), read, log);
}

interface Described {
  readonly found: Descriptions | null;
  readonly opening: Opening;
  /** Documents that would have said more, had a limit not been met. */
  readonly limited: readonly Problem[];
}

/** Looks for descriptions at the root, and then in the one folder that everything lies in. */
function describe(tar: FileRange, list: MemberList, signal: AbortSignal | null): Described {
  const limited: Problem[] = [];
  let opening = tarOpening(tar, list.members, '', signal);
  for (const prefix of new Set(['', sharedFolder(list.members)])) {
    if (prefix !== '') opening = tarOpening(tar, list.members, prefix, signal);
    const found = detectDescriptions(opening);
    if (found !== null) return { found, opening, limited: [] };
    limited.push(...limitsMet(opening.log));
  }
  return { found: null, opening, limited };
}

function limitsMet(log: ProblemLog): readonly Problem[] {
  return log.problems().filter(({ code }) => limitCodes.has(code));
}

/** The one layer's problems are found when it is read; here they would be told twice. */
function openRootFs(name: string, source: TarSource, list: MemberList, log: ProblemLog): Archive {
  if (isHelmChart(list.members)) throw new EngineError('not-an-image', { name });
  const parts = rootFsParts(name, source.tar);
  const read = { images: [parts], artifacts: [], blobs: [], list: null };
  const archive = makeArchive(factsOf('root-fs', source), read, log);
  const storedBytes = source.file.length;
  const images = archive.contents.images.map((image) => ({
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, storedBytes })),
  }));
  return { ...archive, contents: { ...archive.contents, images } };
}

function factsOf(kind: Descriptions['kind'], source: TarSource): Parameters<typeof makeArchive>[0] {
  return {
    kind,
    compression: source.compression,
    storedBytes: source.file.length,
    identity: source.file.identity,
    spool: source.spool,
  };
}
