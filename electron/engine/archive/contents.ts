import type { Artifact } from '../../../shared/model/image.ts';
import type { ArchiveKind, SourceContents } from '../../../shared/model/source.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import type { Archive, ArchiveBlob, ArchiveImage } from './archive.ts';
import { assembleImage, type AssembledImage } from './assemble.ts';
import { BlobStore, dockerDirNames, layoutNames } from './blob-store.ts';
import type { Descriptions } from './detect.ts';
import { readDockerArchive } from './docker-archive.ts';
import { readDockerDir } from './docker-dir.ts';
import { legacyNamesOf, readDockerV1 } from './docker-v1.ts';
import type { ImageParts } from './image-parts.ts';
import { mergeDescriptions } from './merge-descriptions.ts';
import { readLayout } from './oci-layout.ts';
import type { Opening } from './opening.ts';

/** What was read from a source's descriptions. */
export interface ReadContents {
  readonly images: readonly ImageParts[];
  readonly artifacts: readonly Artifact[];
  readonly blobs: readonly ArchiveBlob[];
  /** See `Archive`. */
  readonly list: string | null;
}

/** Reads all images that the found descriptions tell of. */
export async function readContents(found: Descriptions, opening: Opening): Promise<ReadContents> {
  const { kind, manifest, repositories } = found;
  const names = kind === 'docker-dir' ? dockerDirNames : layoutNames;
  const blobs = new BlobStore(opening.lookup, names, opening.log);
  if (kind === 'docker-dir' && manifest !== null) {
    const contents = await readDockerDir(manifest, blobs, opening);
    return { ...contents, blobs: blobs.blobs(), list: null };
  }
  if (kind === 'docker-archive-v1') {
    const images = await readDockerV1(repositories, opening);
    return { images, artifacts: [], blobs: [], list: repositories?.text ?? null };
  }
  const layout = found.hasLayout
    ? await readLayout(found.index, blobs, opening)
    : { images: [], artifacts: [] };
  const listed =
    found.hasDockerList && manifest !== null
      ? await readDockerArchive(manifest, blobs, legacyNamesOf(repositories), opening)
      : [];
  const images = mergeDescriptions(layout.images, listed, opening.log);
  const list = found.hasDockerList ? (manifest?.text ?? null) : null;
  return { images, artifacts: layout.artifacts, blobs: blobs.blobs(), list };
}

/** What is known of the opened source beside its contents. */
export interface SourceFacts {
  readonly kind: ArchiveKind;
  readonly compression: Compression;
  readonly storedBytes: number;
  readonly identity: Archive['identity'];
  readonly spool: string | null;
}

/** The opened archive as plain data. Every image gets a key of its own, the same each time the source is opened. */
export function makeArchive(facts: SourceFacts, read: ReadContents, log: ProblemLog): Archive {
  const assembled: AssembledImage[] = [];
  const images = new Map<string, ArchiveImage>();
  const keys = new Keys();
  for (const parts of read.images) {
    const key = keys.next(parts.manifestDigest ?? parts.id ?? 'image');
    const each = assembleImage(parts, key, log);
    assembled.push(each);
    images.set(key, each.archiveImage);
  }
  const contents: SourceContents = {
    kind: facts.kind,
    compression: facts.compression,
    storedBytes: facts.storedBytes,
    images: assembled.map((each) => each.image),
    artifacts: read.artifacts,
    problems: log.problems(),
  };
  const { identity, spool } = facts;
  const { blobs, list } = read;
  return { contents, images, blobs, list, identity, spool };
}

/** Makes keys unique: the second image of a key gets `#2` behind it. */
class Keys {
  readonly #counts = new Map<string, number>();

  next(wanted: string): string {
    const count = (this.#counts.get(wanted) ?? 0) + 1;
    this.#counts.set(wanted, count);
    return count === 1 ? wanted : `${wanted}#${count}`;
  }
}
