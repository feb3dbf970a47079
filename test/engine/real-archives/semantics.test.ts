import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentListing } from '../../fixtures/content-listing.ts';
import { fixturesFolder } from '../../fixtures/locate.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { rules } from './rules.ts';

const folder = join(fixturesFolder ?? '', '_semantics');
const isThere = fixturesFolder !== null && existsSync(folder);

describe.skipIf(!isThere)('two or three layers become the tree that the rule says', () => {
  test.each(Object.entries(rules))('%s', async (name, { tree, like }) => {
    const source = await testSession().open(join(folder, `${name}.tar`), unwatchedJob());
    expect(await contentListing(await readWhole(source))).toEqual(tree);
    for (const engine of like) expect(resultOf(name, engine), engine).toEqual(tree);
  });

  test('every archive of the set has its rule', () => {
    const archives = readdirSync(folder).filter((file) => file.endsWith('.tar'));
    expect(Object.keys(rules).map((name) => `${name}.tar`)).toEqual(archives.toSorted());
  });
});

/** What an engine made of an archive when it was tried. */
function resultOf(name: string, engine: string): unknown {
  const results: unknown = JSON.parse(
    readFileSync(join(folder, 'engine-results.given.json'), 'utf8'),
  );
  return Object(Object(results)[name])[engine];
}
