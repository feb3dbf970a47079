import type { FileRange } from '../bytes/blob-location.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import type { TarMember } from '../tar/list-members.ts';
import type { FoundFile, Lookup } from './lookup.ts';
import { folderOf, joinName, memberName } from './member-name.ts';

/**
 * The members of an outer tar. Of a name that occurs twice the last counts, as when the archive is unpacked, and a
 * problem says so. Links are followed inside the archive only; an absolute target begins at its root, a hard link's
 * always does. `prefix` is the folder that all members share and that is left out of the names.
 */
export class MemberLookup implements Lookup {
  readonly names: readonly string[];
  readonly storedBytes: number;
  readonly identity: FileRange['identity'];
  readonly #members = new Map<string, TarMember>();
  readonly #outer: FileRange;
  readonly #prefix: string;
  readonly #log: ProblemLog;
  readonly #reported = new Set<string>();

  constructor(outer: FileRange, members: readonly TarMember[], prefix: string, log: ProblemLog) {
    this.#outer = outer;
    this.#prefix = prefix;
    this.#log = log;
    this.storedBytes = outer.length;
    this.identity = outer.identity;
    for (const member of members) {
      if (member.type === 'directory' || member.type === 'other') continue;
      if (this.#members.has(member.name)) {
        log.add('member-duplicate', 'warning', { member: member.name });
      }
      this.#members.set(member.name, member);
    }
    const start = prefix === '' ? '' : `${prefix}/`;
    this.names = [...this.#members.keys()]
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
  }

  find(name: string): FoundFile | null {
    const cleaned = memberName(name);
    const member = this.#resolve(joinName(this.#prefix, cleaned));
    if (member === null) return null;
    if (member.sparse) {
      this.#report('member-sparse', cleaned);
      return null;
    }
    const { path, offset, identity } = this.#outer;
    const at = offset + member.offset;
    const location: FileRange = {
      kind: 'file',
      path,
      offset: at,
      length: member.available,
      identity,
    };
    return { name: cleaned, location };
  }

  #resolve(name: string): TarMember | null {
    let member = this.#members.get(name) ?? null;
    for (let hops = 0; member !== null && isLink(member); hops++) {
      if (hops >= limits.linkDepth) {
        this.#report('member-link-loop', name);
        return null;
      }
      const target: TarMember | null = this.#members.get(targetOf(member)) ?? null;
      if (target === null) this.#report('member-link-broken', name);
      member = target;
    }
    return member;
  }

  #report(code: 'member-link-loop' | 'member-link-broken' | 'member-sparse', name: string): void {
    if (this.#reported.has(name)) return;
    this.#reported.add(name);
    const values = code === 'member-link-loop' ? limitValues('linkDepth') : {};
    this.#log.add(code, 'error', { member: name }, values);
  }
}

function isLink(member: TarMember): boolean {
  return member.type === 'symlink' || member.type === 'hard-link';
}

function targetOf(member: TarMember): string {
  const isAbsolute = member.type === 'hard-link' || member.link.startsWith('/');
  return memberName(isAbsolute ? member.link : `${folderOf(member.name)}/${member.link}`);
}
