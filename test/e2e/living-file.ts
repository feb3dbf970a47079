import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file, whiteout } from '../fixtures/tar.ts';

const base = layer(
  file('etc/app.conf', 'port=80\nhost=localhost\n'),
  file('etc/motd', 'Welcome to the harbour\n'),
  file('usr/bin/pilot', 'p'.repeat(4_000), { mode: 0o4755 }),
);
const changed = layer(file('etc/app.conf', 'port=8080\nhost=localhost\nsecret=tide\n'));
const closed = layer(
  file('etc/app.conf', 'port=8080\nhost=localhost\nsecret=tide\n', { mode: 0o600 }),
);

/** A name that a pattern of repeats within repeats takes longer for than anybody waits. */
export const endlessName = `${'a'.repeat(60)}!`;

/**
 * Two images in one docker archive that share their lower three layers. In `buoy:1` `/etc/app.conf` is added, changed,
 * given another mode, deleted, and there again; `buoy:2` keeps what the third layer left.
 */
export async function writeLivingFile(path: string): Promise<void> {
  const images = [
    image({
      ref: 'buoy:1',
      layers: [
        base,
        changed,
        closed,
        layer(whiteout('etc/app.conf')),
        layer(file('etc/app.conf', 'port=443\n')),
      ],
      history: [
        'ADD rootfs /',
        'RUN configure --port 8080',
        'RUN chmod 600 /etc/app.conf',
        'RUN rm /etc/app.conf',
        'COPY app.conf /etc/',
      ],
    }),
    image({
      ref: 'buoy:2',
      layers: [base, changed, closed, layer(file(`srv/${endlessName}`, 'x'))],
      history: [
        'ADD rootfs /',
        'RUN configure --port 8080',
        'RUN chmod 600 /etc/app.conf',
        'COPY srv /srv',
      ],
    }),
  ];
  await writeFile(path, await packMembers(await dockerMembers(images)));
}
