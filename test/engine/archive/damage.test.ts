import { expect, test } from 'vitest';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import {
  containerdMembers,
  dockerDirMembers,
  dockerMembers,
  dockerV1Members,
  hybridMembers,
  podmanMembers,
} from '../../fixtures/docker-members.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import { platforms } from '../../fixtures/oci-members.ts';
import { packMembers, type Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { workFolder, writeInput } from './opening.ts';

const one = image({ ref: 'app:1', layers: [layer(file('a', 'x'))], history: ['RUN a'] });
const two = image({ layers: [compressed(layer(file('b', 'y')), 'gzip')], platform: 'linux/arm64' });

const archives: readonly (readonly [name: string, members: Promise<readonly Member[]>])[] = [
  ['Docker before 1.10', dockerV1Members([one, two])],
  ['Docker 1.10 to 24', dockerMembers([one, two])],
  ['podman', podmanMembers([one, two])],
  ['Docker 25', hybridMembers([one, two])],
  ['containerd', containerdMembers([platforms('app:1', [one, two], true)])],
  ['dir:', dockerDirMembers(one)],
];

/** Numbers that are the same in every run, so that a failure can be repeated. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

/** One of: some bytes replaced, the end cut off, a JSON text changed, a block moved. */
function damage(whole: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(whole);
  switch (random() % 4) {
    case 0:
      for (let count = (random() >>> 8) % 8; count >= 0; count--) {
        bytes[random() % bytes.length] = random() >>> 24;
      }
      return bytes;
    case 1:
      return bytes.subarray(0, random() % bytes.length);
    case 2: {
      const at = bytes.indexOf('"', random() % bytes.length);
      const part = ['null', '[[', '{}', '"', '-1', '1e999', '\\u0000'][(random() >>> 8) % 7] ?? '';
      if (at >= 0) bytes.write(part, at);
      return bytes;
    }
    default: {
      const from = (random() % (bytes.length >> 9)) << 9;
      bytes.copyWithin((random() % (bytes.length >> 9)) << 9, from, from + 512);
      return bytes;
    }
  }
}

test.each(archives)(
  '%s, damaged in two hundred ways, opens or says why not',
  async (_, members) => {
    const whole = await packMembers(await members);
    const source = numbers(whole.length);
    const random = (): number => source.next().value;
    let opened = 0;
    for (let round = 0; round < 200; round++) {
      const path = await writeInput(damage(whole, random));
      try {
        const { contents } = await openArchive(path, { spoolDir: workFolder });
        for (const each of contents.images) {
          expect(each.layers.map((entry) => entry.index)).toEqual(each.layers.map((__, at) => at));
        }
        opened++;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        expect(['not-an-image', 'empty-file']).toContain(error.failure.code);
      }
    }
    expect(opened).toBeGreaterThan(100);
  },
);
