import type { Problem } from '../../../shared/model/problem.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { ProblemLog } from '../bytes/problem-log.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import type { ByteSpan } from './byte-span.ts';
import { PathCleaner } from './clean-path.ts';
import { TypeLetter } from './header.ts';
import { readTar, type TarEnding } from './reader.ts';
import type { TarEntry } from './tar-entry.ts';

export type MemberType = 'file' | 'directory' | 'symlink' | 'hard-link' | 'other';

/** One entry of an outer archive. */
export interface TarMember {
  /** Cleaned path as text: no leading slash, no `.`, `..` or empty part; the root is `''`. */
  readonly name: string;
  /** The name exactly as stored. */
  readonly rawName: Uint8Array;
  readonly type: MemberType;
  /** Where the body begins in the source. */
  readonly offset: number;
  /** Bytes of the body as the header claims them; 0 for what has none. */
  readonly size: number;
  /** Bytes of the body that are there: less than `size` when the archive is cut off. */
  readonly available: number;
  /** Link text as stored, not cleaned; empty for what is no link. */
  readonly link: string;
  /** A sparse file: its stored bytes are not its content. */
  readonly sparse: boolean;
}

export interface MemberList {
  /** In the order of the archive. The same name may occur more than once: the last one counts. */
  readonly members: readonly TarMember[];
  readonly ending: TarEnding;
  /** Whether the first header was one: false for what is no tar at all. */
  readonly isTar: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Lists the members of an outer archive by its headers alone. What is wrong is a problem; what was read before it
 * stays. Duplicates and links are left to the caller. Throws only what `source.read` throws.
 */
export function listMembers(source: RandomAccess): MemberList {
  const log = new ProblemLog();
  const members: TarMember[] = [];
  const cleaner = new PathCleaner();
  let paths = new Uint8Array(1024);

  function cleanName(span: ByteSpan): string {
    if (paths.length < span.length) paths = new Uint8Array(span.length * 2);
    const end = cleaner.clean(span.bytes, span.start, span.end, paths, 0);
    return Buffer.from(paths.buffer, 0, end).toString('utf8');
  }

  function visit(entry: TarEntry): boolean {
    if (members.length >= limits.members) {
      log.add('limit-reached', 'error', {}, limitValues('members'));
      return false;
    }
    const name = cleanName(entry.name);
    if (cleaner.escaped) log.add('path-escapes', 'warning', { member: name });
    members.push({
      name,
      rawName: entry.name.copy(),
      type: memberType(entry.type),
      offset: entry.body,
      size: entry.storedBytes,
      available: Math.max(0, Math.min(entry.storedBytes, source.size - entry.body)),
      link: isLink(entry.type) ? entry.link.text() : '',
      sparse: entry.sparse !== null,
    });
    return true;
  }

  const ending = readTar(source, visit, (code, severity, span, values) => {
    log.add(code, severity, span === null ? {} : { member: cleanName(span) }, values);
  });
  reportEnding(ending, source, members, log);
  const isTar = members.length > 0 || (ending.kind !== 'damaged' && ending.kind !== 'truncated');
  return { members, ending, isTar, problems: log.problems() };
}

function reportEnding(
  ending: TarEnding,
  source: RandomAccess,
  members: readonly TarMember[],
  log: ProblemLog,
): void {
  const { kind, position } = ending;
  if (kind === 'truncated') {
    const last = members.at(-1);
    const cut = last !== undefined && last.available < last.size;
    log.add('archive-truncated', 'error', cut ? { member: last.name } : {}, { offset: position });
  } else if (ending.trailingData) {
    log.add(
      'archive-trailing-data',
      'note',
      {},
      { offset: position, bytes: source.size - position },
    );
  }
}

function isLink(type: number): boolean {
  return type === TypeLetter.hardLink || type === TypeLetter.symlink;
}

function memberType(type: number): MemberType {
  switch (type) {
    case TypeLetter.file:
    case TypeLetter.contiguous:
      return 'file';
    case TypeLetter.directory:
      return 'directory';
    case TypeLetter.symlink:
      return 'symlink';
    case TypeLetter.hardLink:
      return 'hard-link';
    default:
      return 'other';
  }
}
