import type { SearchQuery } from '../../../shared/model/search.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { kindOf, modeOf, none, ownerOf, typeOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Whether what an event leaves at its path has what is looked for. */
export type EventTest = (event: number) => boolean;

/** Setuid and setgid (POSIX sys/stat.h). */
const setuidBits = 0o6000;

/** The test of a query for one tree, names, states and contents aside; null where the query asks for nothing of it. */
export function eventTest(tree: UnionTree, query: SearchQuery): EventTest | null {
  const tests: EventTest[] = [];
  const { types, minBytes, maxBytes, owner, setuid, hash } = query;
  if (types.length > 0) tests.push((event) => types.includes(typeOf(kindOf(tree, event))));
  const needsFile = minBytes !== null || maxBytes !== null || setuid || hash !== '';
  if (needsFile) tests.push((event) => typeOf(kindOf(tree, event)) === 'file');
  if (minBytes !== null || maxBytes !== null) {
    const [least, most] = [minBytes ?? 0, maxBytes ?? Number.POSITIVE_INFINITY];
    tests.push((event) => {
      const bytes = tree.layers[tree.dataLayer[event]!]!.size[tree.dataEntry[event]!]!;
      return bytes >= least && bytes <= most;
    });
  }
  if (setuid) tests.push((event) => (modeOf(tree, event) & setuidBits) !== 0);
  if (owner !== '') tests.push(ownerTest(tree, owner));
  return tests.length === 0 ? null : (event) => tests.every((test) => test(event));
}

/** Whether an event leaves a file with content of its own. */
export function isFile(tree: UnionTree, event: number): boolean {
  return tree.dataEntry[event] !== none && kindOf(tree, event) === EntryKind.file;
}

function ownerTest(tree: UnionTree, owner: string): EventTest {
  const number = /^\d{1,10}$/.test(owner) ? Number(owner) : null;
  return (event) => {
    const { uid, userName } = ownerOf(tree, event);
    return number === null ? userName === owner : uid === number;
  };
}
