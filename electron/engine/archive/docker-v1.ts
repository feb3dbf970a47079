import { parseConfig, type HistoryRecord } from '../image/config.ts';
import { entriesOf, field, textOf } from '../image/json.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { noPlatform } from '../image/platform.ts';
import { familiarName } from '../image/reference.ts';
import { legacyStep } from '../image/schema-one.ts';
import type { LegacyNames } from './docker-archive.ts';
import type { StoredDocument } from './documents.ts';
import type { ImageParts, LayerParts } from './image-parts.ts';
import type { Lookup } from './lookup.ts';
import { joinName } from './member-name.ts';
import type { Opening } from './opening.ts';

/** The names in a `repositories` file, `{repository: {tag: id}}`, by the id they stand for. */
export function legacyNamesOf(repositories: StoredDocument | null): LegacyNames {
  const names = new Map<string, string[]>();
  for (const [repository, tags] of entriesOf(repositories?.value)) {
    for (const [tag, id] of entriesOf(tags)) {
      const name = familiarName(`${repository}:${tag}`);
      const known = names.get(textOf(id));
      if (known === undefined) names.set(textOf(id), [name]);
      else known.push(name);
    }
  }
  return names;
}

/** The ids of all `<id>/json` members. */
function legacyIdsIn(lookup: Lookup): readonly string[] {
  return lookup.names.flatMap((name) => /^([^/]+)\/json$/.exec(name)?.[1] ?? []);
}

/** Whether the members are those of `docker save` before 1.10: `<id>/json` and `<id>/layer.tar` for at least one id. */
export function hasLegacyLayers(lookup: Lookup): boolean {
  const names = new Set(lookup.names);
  return legacyIdsIn(lookup).some((id) => names.has(`${id}/layer.tar`));
}

/** One `<id>/json` document. */
interface LegacyDocument {
  readonly id: string;
  readonly parent: string;
  readonly document: StoredDocument;
  /** What made the layer: read once, however many images stand on it. */
  readonly step: HistoryRecord;
}

/**
 * Reads an archive of `docker save` before 1.10. Every folder is one layer; its `json` names the parent. An image is
 * what a tag points to, and what no other folder calls its parent. The layers are found from the top down to a parent
 * that is not in the archive.
 */
export async function readDockerV1(
  repositories: StoredDocument | null,
  opening: Opening,
): Promise<readonly ImageParts[]> {
  const names = legacyNamesOf(repositories);
  const documents = await readDocuments(opening);
  const parents = new Set([...documents.values()].map((each) => each.parent));
  const tops = [...documents.keys()].filter((id) => names.has(id) || !parents.has(id));
  for (const id of names.keys()) {
    if (!documents.has(id)) {
      opening.log.add('manifest-missing', 'error', { member: `${id}/json` });
    }
  }
  const images: ImageParts[] = [];
  let layersLeft = limits.layersOfAll;
  for (const top of tops) {
    await opening.pause();
    const chain = chainOf(top, documents, opening);
    layersLeft -= chain.steps.length;
    if (layersLeft < 0) {
      opening.log.add('limit-reached', 'error', {}, limitValues('layersOfAll'));
      break;
    }
    const references = names.get(top) ?? [];
    images.push(imageOf(chain, references, opening));
  }
  return images;
}

async function readDocuments(opening: Opening): Promise<ReadonlyMap<string, LegacyDocument>> {
  const documents = new Map<string, LegacyDocument>();
  const ids = legacyIdsIn(opening.lookup);
  if (ids.length > limits.manifests) {
    opening.log.add('limit-reached', 'error', {}, limitValues('manifests'));
  }
  for (const id of ids.slice(0, limits.manifests)) {
    await opening.pause();
    const file = opening.lookup.find(`${id}/json`);
    const document = file === null ? null : opening.documents.read(file.name, file.location);
    if (document === null) continue;
    const { value } = document;
    const parent = textOf(field(value, 'parent'));
    documents.set(id, { id, parent, document, step: legacyStep(value, false) });
  }
  return documents;
}

interface Chain {
  /** Lowest first. */
  readonly steps: readonly LegacyDocument[];
  /** A parent that is named and not in the archive; empty when the chain is whole. */
  readonly missingParent: string;
}

function chainOf(
  top: string,
  documents: ReadonlyMap<string, LegacyDocument>,
  opening: Opening,
): Chain {
  const steps: LegacyDocument[] = [];
  const seen = new Set<string>();
  let id = top;
  while (id !== '' && seen.size <= limits.layers) {
    const step = documents.get(id);
    if (step === undefined) return { steps: steps.toReversed(), missingParent: id };
    if (seen.has(id)) {
      opening.log.add('index-cycle', 'warning', { member: `${id}/json` });
      break;
    }
    seen.add(id);
    steps.push(step);
    id = step.parent;
  }
  return { steps: steps.toReversed(), missingParent: '' };
}

function imageOf(chain: Chain, references: readonly string[], opening: Opening): ImageParts {
  const top = chain.steps.at(-1)?.document ?? null;
  if (chain.missingParent !== '') {
    opening.log.add('manifest-missing', 'warning', { member: `${chain.missingParent}/json` });
  }
  return {
    manifestDigest: null,
    manifestText: null,
    id: null,
    configText: top?.text ?? null,
    config: {
      ...parseConfig(top?.value),
      diffIds: [],
      history: chain.steps.map(({ step }) => step),
    },
    configProblem: null,
    references,
    annotations: new Map(),
    platform: noPlatform,
    layers: chain.steps.map((step) => layerOf(step.id, opening)),
    attachments: [],
    partMissing: chain.missingParent !== '',
    historyByLayer: true,
  };
}

function layerOf(id: string, opening: Opening): LayerParts {
  const name = joinName(id, 'layer.tar');
  return {
    name,
    form: 'tar',
    mediaType: '',
    digest: null,
    location: opening.lookup.find(name)?.location ?? null,
    statedBytes: null,
    urls: [],
    stargz: false,
  };
}
