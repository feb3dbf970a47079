import { platformText } from '../model/platform.ts';
import { savedByAll } from '../model/advice.ts';
import type { Review } from '../model/review.ts';
import { textsIn } from '../i18n/t.ts';
import { adviceWords } from '../format/advice-words.ts';
import { diveNumber } from '../format/dive-number.ts';
import { jsonObject } from './json-parts.ts';
import { problemRecord } from './json-report.ts';

/**
 * The review of an image as one JSON object, in pieces: one key on a line, of a list one element on a line. Keys stay;
 * `title` and `message` are English. docs/cli.md says what they mean.
 */
export function imageJson(review: Review): Generator<string> {
  const { source, image, facts, waste, hiddenFiles, findings, duplicates, packages, advice } =
    review;
  const texts = textsIn('en');
  const { groups, layers, dive, ...sums } = waste;
  return jsonObject({
    source,
    image: {
      id: image.id,
      manifestDigest: image.manifestDigest,
      references: image.references,
      platform: platformText(image.platform),
      created: image.created,
    },
    layers: image.layers.map(({ index, diffId, digest, command, storedBytes }) => ({
      index,
      diffId,
      digest,
      command,
      storedBytes,
      unpackedBytes: facts.layers.find((each) => each.index === index)?.unpackedBytes ?? null,
      fileBytes: layers[index]?.storedBytes ?? null,
      hiddenBytes: layers[index]?.hiddenBytes ?? null,
    })),
    advice: advice.map((each) => ({ ...each, title: adviceWords(each, texts.t).title })),
    savedByAll: savedByAll(advice),
    hidden: sums,
    hiddenGroups: groups,
    hiddenFiles: hiddenFiles.map(({ node: _node, ...file }) => file),
    dive: { ...dive, userWastedPercent: diveNumber(dive.userWastedPercent) },
    secrets: findings.secrets,
    permissions: findings.permissions,
    leftovers: findings.leftovers,
    unlisted: findings.unlisted,
    scannedFiles: findings.scannedFiles,
    skippedFiles: findings.skippedFiles,
    duplicates: duplicates.groups,
    duplicateBytes: duplicates.savedBytes,
    packages: packages.layers,
    ownedFiles: packages.owned,
    unownedFiles: packages.unowned,
    unownedPlaces: packages.unownedPlaces,
    unreadPackages: packages.unread,
    problems: facts.problems.map((problem) => problemRecord(problem, texts)),
  });
}
