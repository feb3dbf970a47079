import type { FileRange } from '../bytes/blob-location.ts';
import { noPlatform } from '../image/platform.ts';
import type { TarMember } from '../tar/list-members.ts';
import type { ImageParts } from './image-parts.ts';

/**
 * A bare file system tar (`docker export`, or a single layer) as an image of one layer without a config.
 * `storedBytes` of the layer is the file's own size, also when `tar` is its decompressed copy.
 */
export function rootFsParts(name: string, tar: FileRange): ImageParts {
  return {
    manifestDigest: null,
    manifestText: null,
    id: null,
    configText: null,
    config: null,
    configProblem: null,
    references: [],
    annotations: new Map(),
    platform: noPlatform,
    layers: [
      {
        name,
        form: 'tar',
        mediaType: '',
        digest: null,
        location: tar,
        statedBytes: null,
        urls: [],
        stargz: false,
      },
    ],
    attachments: [],
    partMissing: false,
    historyByLayer: false,
  };
}

/** Whether the members are those of a packed Helm chart: one folder with a Chart.yaml. It is no file system. */
export function isHelmChart(members: readonly TarMember[]): boolean {
  const top = members[0]?.name.split('/')[0] ?? '';
  return (
    top !== '' &&
    members.some((member) => member.name === `${top}/Chart.yaml`) &&
    members.every((member) => member.name === top || member.name.startsWith(`${top}/`))
  );
}
