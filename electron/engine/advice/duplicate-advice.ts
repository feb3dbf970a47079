import type { Advice } from '../../../shared/model/advice.ts';
import type { DuplicateCopy, DuplicateGroup } from '../../../shared/model/duplicates.ts';
import { shownPaths } from './advice-input.ts';
import type { AdviceInput } from './advice-input.ts';
import { shellPath } from './instructions.ts';
import { isWorthwhile, severityOf } from './severity.ts';

/** What one content must save to be named: as bytes, or as a part of what the image stores. */
const leastSaved = 100_000;
const leastShare = 0.0005;

/** Copies that could be links to one that stays. */
interface Linkable {
  readonly stays: DuplicateCopy;
  readonly links: readonly DuplicateCopy[];
  readonly bytes: number;
}

/**
 * One piece for all content that lies under several visible paths: what links to one copy each would save. Copies of
 * the base stay as they are, hidden ones and those that other advice removes are not counted, nor what npm or a
 * package of the system installs several times.
 */
export function duplicateAdvice(
  input: AdviceInput,
  isClaimed: (copy: DuplicateCopy) => boolean,
): readonly Advice[] {
  const { storedBytes } = input.waste;
  const least = Math.min(leastSaved, storedBytes * leastShare);
  const found = input.duplicates.groups
    .flatMap((group) => linkable(group, input, isClaimed))
    .filter(({ bytes }) => bytes >= least)
    .toSorted((one, other) => other.bytes - one.bytes);
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  const [largest] = found;
  if (largest === undefined || !isWorthwhile(bytes, storedBytes)) return [];
  const links = found.flatMap((each) => each.links);
  return [
    {
      kind: 'link-duplicates',
      // Not every program likes links: never the first thing to do.
      severity: severityOf(bytes, storedBytes) === 'minor' ? 'minor' : 'worthwhile',
      savedBytes: bytes,
      layers: [...new Set(links.map(({ layer }) => layer))],
      paths: links.slice(0, shownPaths).map(({ node, path }) => ({ node, path })),
      files: links.length,
      detail: {
        secret: null,
        leftover: null,
        name: `/${largest.stays.path}`,
        instruction: input.isUnix ? linkInstead(largest) : '',
      },
    },
  ];
}

function linkable(
  { bytes, copies }: DuplicateGroup,
  input: AdviceInput,
  isClaimed: (copy: DuplicateCopy) => boolean,
): readonly Linkable[] {
  const [one] = copies;
  const shown = copies.filter((copy) => {
    return (
      copy.visible && copy.image === one?.image && copy.grant === one.grant && !isClaimed(copy)
    );
  });
  const stays = shown.toSorted((a, b) => a.layer - b.layer)[0];
  if (stays === undefined) return [];
  const links = shown.filter(
    (copy) =>
      copy !== stays &&
      copy.layer >= input.baseLayers &&
      !(isInstalledByNpm(copy) && isInstalledByNpm(stays)) &&
      !isOfSystem(copy, input) &&
      isAlike(copy, stays, input),
  );
  return links.length === 0 ? [] : [{ stays, links, bytes: bytes * links.length }];
}

/** npm decides which of its packages have copies of others in them, and would not keep links in their place. */
function isInstalledByNpm({ path }: DuplicateCopy): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

/** What a RUN puts below /usr is nearly always of a package, whose files nobody can replace in a way that lasts. */
function isOfSystem({ path, layer }: DuplicateCopy, { steps }: AdviceInput): boolean {
  return (
    steps[layer]?.instruction === 'RUN' && /^(?:usr\/(?!local\/|src\/)|s?bin\/|lib\d*\/)/.test(path)
  );
}

/** A link has owner, mode and attributes of what it leads to. */
function isAlike(
  one: DuplicateCopy,
  other: DuplicateCopy,
  { attributes, steps }: AdviceInput,
): boolean {
  const top = steps.length - 1;
  const [a, b] = [attributes(one.node, top), attributes(other.node, top)];
  if (a === null || b === null || a.isExtended || b.isExtended) return false;
  return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode;
}

function linkInstead({ stays, links }: Linkable): string {
  const [first] = links;
  return first === undefined ? '' : `ln -s ${shellPath(stays.path)} ${shellPath(first.path)}`;
}
