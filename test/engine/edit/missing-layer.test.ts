import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeEdit, planEdit } from '../../../electron/engine/edit/edit-image.ts';
import { flatMembers } from '../../fixtures/docker-members.ts';
import { buildImage, image, layer } from '../../fixtures/image.ts';
import type { ImageRecipe } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers, withoutMember } from '../../fixtures/outer.ts';
import type { Member } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file, whiteout } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { edited, requestFor } from './edits.ts';

const recipe = image({
  ref: 'example.org/app:1',
  layers: [
    layer(file('etc/passwd', 'root'), file('etc/old', 'o')),
    layer(file('bin/app', 'one')),
    layer(whiteout('etc/old')),
    layer(file('etc/top', 't')),
  ],
});

type Members = (recipes: readonly ImageRecipe[]) => Promise<readonly Member[]>;

async function archiveOf(members: Members, gone: number | null): Promise<string> {
  const whole = await members([recipe]);
  const built = await buildImage(recipe);
  const digest = gone === null ? null : built.layers[gone]!.digest.slice(7);
  const name = whole.map((each) => each.name).find((each) => each.includes(digest ?? '\0'));
  const place = path.join(temporaryFolder(), 'image.tar');
  writeFileSync(place, await packMembers(name === undefined ? whole : withoutMember(whole, name)));
  return place;
}

describe.each([
  ['docker', flatMembers],
  ['OCI', ociMembers],
] as const)('a layer that is missing in a %s archive', (_, members) => {
  test('can be dropped, which gives the image that dropping it from the whole one gives', async () => {
    const steps = [
      { edit: 'drop', layers: 2 },
      { edit: 'squash', from: 0, to: 1 },
    ] as const;
    const format = 'oci-archive';
    const result = await edited(await archiveOf(members, 2), steps, { format });
    const same = await edited(await archiveOf(members, null), steps, { format });
    const [made] = result.archive.contents.images;
    expect(made?.complete).toBe(true);
    expect(made?.manifestDigest).toBe(same.archive.contents.images[0]?.manifestDigest);
    const { unpackedBefore, ...known } = same.plan.saved;
    expect(unpackedBefore).toBeGreaterThan(0);
    expect(result.plan.saved).toEqual({ ...known, unpackedBefore: null });
  });

  test.each([
    ['stays', [{ edit: 'drop', layers: 1 }]],
    ['stays above squashed ones', [{ edit: 'squash', from: 0, to: 1 }]],
    ['lies below squashed ones', [{ edit: 'squash', from: 3, to: 3 }]],
    [
      'is squashed before it is dropped',
      [
        { edit: 'squash', from: 2, to: 3 },
        { edit: 'drop', layers: 1 },
      ],
    ],
    ['is in an image of which the config changes', [{ edit: 'config', changes: ['USER 1'] }]],
  ] as const)('is refused where it %s', async (_how, steps) => {
    const request = await requestFor(await archiveOf(members, 2), steps);
    expect(await failureOf(planEdit(request))).toBe('image-incomplete');
    expect(await failureOf(makeEdit(request))).toBe('image-incomplete');
    expect(readdirSync(request.spoolDir)).toEqual([]);
  });
});
