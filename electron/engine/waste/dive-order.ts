import type { NodeStore } from '../tree/node-store.ts';

/**
 * Whether `one` comes after `other` where a tree is walked by names, in the order of their bytes. Neither lies in the
 * other.
 */
export function isAfter({ parent, name, names }: NodeStore, one: number, other: number): boolean {
  let [a, b] = [one, other];
  let [branchA, branchB] = [a, b];
  // A folder has a lower number than what lies in it: the larger of the two is never above the other.
  while (a !== b) {
    if (a > b) [branchA, a] = [a, parent.at(a)];
    else [branchB, b] = [b, parent.at(b)];
  }
  return Buffer.compare(names.bytes(name.at(branchA)), names.bytes(name.at(branchB))) > 0;
}
