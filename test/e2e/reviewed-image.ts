import { writeFile } from 'node:fs/promises';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { emptyStep, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';

/** Made up; it has the form of a real one. */
export const token = ['ghp', 'Zk4vQ9sT2mXw7LrB1nYc5HdJ8fGp3KeUa6Vo'].join('_');
/** Stands in the environment of the image. */
export const password = 'tr0ub4dor-Harbour-77';

/** Bytes of the file that lies there twice. */
export const modelBytes = 60_000;

function record(name: string, version: string, kibibytes: number): string {
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\nInstalled-Size: ${kibibytes}\n`;
}

/** Bytes that look like nothing in particular. */
function model(): Buffer {
  const bytes = Buffer.alloc(modelBytes);
  let state = 11;
  for (let at = 0; at < bytes.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

/**
 * Writes an image as people build them without care: a token that a later layer deletes, a password in the environment,
 * a setuid program, the package lists of apt, records of dpkg with their lists of files, and one model under two names.
 */
export async function writeCarelessImage(path: string): Promise<string> {
  const recipe = image({
    ref: 'harbour:careless',
    layers: [
      layer(
        file('etc/os-release', 'ID=harbour\n'),
        file('usr/bin/passwd', 'p'.repeat(900), { mode: 0o4755 }),
        file('var/lib/dpkg/status', record('login', '4.13', 1)),
        file('var/lib/dpkg/info/login.list', '/.\n/usr\n/usr/bin\n/usr/bin/passwd\n'),
      ),
      layer(
        file('usr/bin/jq', 'j'.repeat(30_000)),
        file(
          'var/lib/dpkg/status',
          [record('login', '4.13', 1), record('jq', '1.6', 30)].join('\n'),
        ),
        file('var/lib/dpkg/info/jq.list', '/.\n/usr\n/usr/bin\n/usr/bin/jq\n'),
        file('var/lib/apt/lists/deb_dists_stable_InRelease', 'r'.repeat(40_000)),
      ),
      layer(
        directory('srv'),
        file('srv/deploy.sh', `#!/bin/sh\ncurl -H "Authorization: token ${token}" harbour\n`),
        file('srv/model.bin', model()),
        file('srv/models/current.bin', model()),
        file('srv/app.py', 'print("harbour")\n'),
      ),
      layer(whiteout('srv/deploy.sh')),
    ],
    history: [
      'ADD rootfs',
      'RUN apt-get update && apt-get install -y jq',
      'COPY srv /srv',
      'RUN rm /srv/deploy.sh',
      emptyStep(`ENV DB_PASSWORD=${password}`),
    ],
    config: { Env: ['PATH=/usr/bin', `DB_PASSWORD=${password}`], Cmd: ['python', '/srv/app.py'] },
  });
  await writeFile(path, await packMembers(await dockerMembers([recipe])));
  return path;
}
