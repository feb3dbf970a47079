import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import type { ImageRecipe } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';

/** Files in `srv/cache`, each of `cachedBytes`: more than fit into sight. */
export const cachedFiles = 300;
const cachedBytes = 1_000;

/**
 * 1,012,009 bytes of files, of which 701,000 are hidden: 400,000 of a model that is overwritten, 300,000 of a folder that
 * is deleted, 1,000 of notes that are stored again for another owner.
 */
const wasteful: ImageRecipe = image({
  ref: 'wasteful:1',
  layers: [
    layer(file('etc/os-release', 'ID=plain\n')),
    layer(
      directory('srv'),
      file('srv/model.bin', 'm'.repeat(400_000)),
      file('srv/notes.txt', 'n'.repeat(1_000)),
      directory('srv/cache'),
      ...Array.from({ length: cachedFiles }, (_, place) =>
        file(`srv/cache/${String(place).padStart(3, '0')}.tmp`, 'c'.repeat(cachedBytes)),
      ),
    ),
    layer(file('srv/model.bin', 'o'.repeat(310_000))),
    layer(file('srv/notes.txt', 'n'.repeat(1_000), { uid: 1000, gid: 1000 })),
    layer(whiteout('srv/cache')),
  ],
  history: [
    'ADD rootfs in /',
    'RUN make data',
    'RUN train --again',
    'RUN chown 1000:1000 /srv/notes.txt',
    'RUN rm -rf /srv/cache',
  ],
});

/** Nothing of it is hidden. */
const tidy: ImageRecipe = image({
  ref: 'tidy:1',
  layers: [layer(file('srv/app', 'a'.repeat(5_000)))],
  history: ['COPY app /srv'],
  config: { User: '1000' },
});

/** Writes both images into one archive. */
export async function writeWasteful(path: string): Promise<void> {
  await writeFile(path, await packMembers(await dockerMembers([wasteful, tidy])));
}
