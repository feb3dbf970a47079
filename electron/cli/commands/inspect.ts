import type { Image } from '../../../shared/model/image.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { ReadImage } from '../../engine/session/image-reading.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { imageOverview, sourceOverview } from '../image-overview.ts';
import { jsonText } from '../json-text.ts';
import { withArchive } from '../open-operand.ts';
import { hasError, problemLines, problemRecord } from '../problem-lines.ts';

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Show the images of an archive: names, platforms, layers, sizes, changes.',
  operands: ['PATH'],
  options: ['store', 'json'],
  optionTexts: {},
  notes: ['Exit code 1 when a problem of severity error was found.'],
  run: runInspect,
};

function runInspect(call: CommandCall): Promise<ExitCode> {
  return withArchive(call, call.operands[0] ?? '', async ({ name, source, read }) => {
    const { contents } = source.archive;
    const { output } = call;
    const problems: Problem[] = [...contents.problems];
    const images: unknown[] = [];
    const overviews: string[] = [];
    for (const image of contents.images) {
      const found = await read(image.key);
      problems.push(...placed(found, image));
      if (call.options.json) images.push(imageRecord(image, found));
      else overviews.push(...imageOverview(image, found, output));
    }
    call.progress.clear();
    if (call.options.json) {
      const { kind, compression, storedBytes, artifacts } = contents;
      const record = { kind, compression, storedBytes, images, artifacts };
      await output.line(jsonText({ ...record, problems: problems.map(problemRecord) }, 2));
    } else {
      const findings = problemLines(problems, contents.images, output.style);
      const parts = [...sourceOverview(name, contents, output.style), ...overviews];
      for (const line of findings.length > 0 ? [...parts, '', ...findings] : parts) {
        await output.line(line);
      }
    }
    return hasError(problems) ? ExitCode.findings : ExitCode.fine;
  });
}

/** What reading an image told does not know in which image it is. */
function placed({ facts }: ReadImage, image: Image): readonly Problem[] {
  return facts.problems.map((problem) => ({
    ...problem,
    where: { image: image.key, ...problem.where },
  }));
}

function imageRecord(image: Image, { facts, layers }: ReadImage): unknown {
  const factsByIndex = new Map(facts.layers.map((each) => [each.index, each]));
  return {
    key: image.key,
    id: image.id,
    manifestDigest: image.manifestDigest,
    references: image.references,
    platform: platformText(image.platform),
    osVersion: image.platform.osVersion,
    created: image.created,
    complete: image.complete,
    unionBytes: facts.unionBytes,
    unionEntries: facts.unionEntries,
    layers: image.layers.map((layer) => {
      const known = factsByIndex.get(layer.index);
      return {
        ...layerRecord(layer),
        diffId: layer.diffId ?? layers[layer.index]?.listed.proof?.diffId ?? null,
        compression: known?.compression ?? null,
        unpackedBytes: known?.unpackedBytes ?? null,
        fileBytes: known?.fileBytes ?? null,
        entries: known?.entries ?? null,
        changes: known?.changes ?? null,
      };
    }),
    history: image.history,
    attachments: image.attachments,
  };
}

function layerRecord(layer: Layer): object {
  const { index, availability, diffId, digest, mediaType, storedBytes, command, urls } = layer;
  const available = availability === 'available';
  return { index, diffId, digest, mediaType, storedBytes, command, available, availability, urls };
}
