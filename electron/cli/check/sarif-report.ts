import { createHash } from 'node:crypto';
import { parseReference } from '../../engine/image/reference.ts';
import { excerpt } from '../../../shared/format/excerpt.ts';
import { checkRules } from './check-rule.ts';
import type { CheckRule } from './check-rule.ts';
import type { Cause, RuleResult } from './judge-check.ts';

/** What a report says of the run besides its results. */
export interface CheckedImage {
  /** The name of the file or folder, or `store:REF`. */
  readonly source: string;
  readonly id: string | null;
  readonly references: readonly string[];
  readonly platform: string;
}

/** Stands for the root of the image's file system in addresses of files. */
const imageRoot = 'IMAGEROOT';
/** Characters of a message; those who show it cut off longer ones, or refuse them. */
const longestMessage = 1000;
/** Longer paths than any file system takes stand at the archive. */
const longestPath = 4096;

/**
 * Failed rules as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), one result for each cause. Paths of
 * the image are addresses relative to its root; what is in no file stands at the archive, with a logical location.
 */
export function sarifReport(
  results: readonly RuleResult[],
  image: CheckedImage,
  version: string,
): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Layerscope',
            version,
            rules: results.map(({ rule }) => ruleOf(rule)),
          },
        },
        automationDetails: { id: `layerscope/${address(nameOf(image))}/` },
        originalUriBaseIds: {
          [imageRoot]: { description: { text: 'The root of the file system of the image.' } },
        },
        invocations: [{ executionSuccessful: true }],
        columnKind: 'utf16CodeUnits',
        results: resultsOf(results, image),
        properties: { image },
      },
    ],
  };
}

/** What GitHub shows of a rule (documentation, SARIF support for code scanning): texts, tags, and how bad it is. */
function ruleOf({ name, text }: CheckRule): object {
  const says = checkRules[name].text;
  const limit = text.trim() === '' ? 'disabled' : text;
  const isSecurity = name === 'noSecrets' || name === 'nonRootUser';
  return {
    id: name,
    name,
    shortDescription: { text: excerpt(says, longestMessage) },
    fullDescription: { text: excerpt(`The rule ${name} of this check: ${says}.`, longestMessage) },
    help: {
      text: `${name}: ${limit}. ${says}. The rule stands in the file that the check was run with.`,
      markdown: `\`${name}\`: ${says}. The rule stands in the file that the check was run with.`,
    },
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: isSecurity ? ['container-image', 'security'] : ['container-image', 'size'],
      precision: name === 'noSecrets' ? 'high' : 'very-high',
      'problem.severity': 'error',
      ...(isSecurity ? { 'security-severity': name === 'noSecrets' ? '8.0' : '5.0' } : {}),
    },
  };
}

/** What stays the same from build to build: the repository of a name, or else the file's own name. */
function nameOf({ references, source }: CheckedImage): string {
  const [first] = references;
  const reference = first === undefined ? null : parseReference(first);
  return reference === null ? source : reference.repository;
}

function resultsOf(results: readonly RuleResult[], image: CheckedImage): readonly object[] {
  const times = new Map<string, number>();
  return results.flatMap((result, ruleIndex) =>
    causesOf(result).map((cause) => {
      const mark = fingerprint(result.rule.name, cause);
      const time = (times.get(mark) ?? 0) + 1;
      times.set(mark, time);
      return resultOf(result, cause, ruleIndex, image, {
        'layerscopeCause/v1': mark,
        // What GitHub goes by; results of one file with the same mark would be one.
        primaryLocationLineHash: `${mark.slice(0, 16)}:${time}`,
      });
    }),
  );
}

function causesOf({ rule, result, found, causes }: RuleResult): readonly Cause[] {
  if (result !== 'failed') return [];
  const whole: Cause = {
    message: `${found}, limit ${rule.text}`,
    level: 'error',
    kind: null,
    path: null,
    line: null,
    layers: [],
    part: null,
  };
  return causes.length === 0 ? [whole] : causes;
}

function resultOf(
  result: RuleResult,
  cause: Cause,
  ruleIndex: number,
  image: CheckedImage,
  partialFingerprints: object,
): object {
  const { rule } = result;
  const { message, level, path, line, layers, part } = cause;
  return {
    ruleId: rule.name,
    ruleIndex,
    level,
    message: { text: plainMessage(withSum(result, message)) },
    locations: [
      {
        physicalLocation: physicalLocation(path, line, image),
        logicalLocations: logicalLocations(layers, part),
      },
    ],
    partialFingerprints,
  };
}

/** Names of files that would make a link or a placeholder in a message make none (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function plainMessage(message: string): string {
  const text = excerpt(message, longestMessage).replaceAll(/\{(\d{1,10})\}/g, '{{$1}}');
  return text.includes('](') ? text.replaceAll(/[[\]]/g, (sign) => `\\${sign}`) : text;
}

/** Of a rule about a sum each result tells the sum, since it is read on its own. */
function withSum({ rule, found, causes }: RuleResult, message: string): string {
  const { kind } = rule.limit;
  const isSum = (kind === 'bytes' || kind === 'ratio') && causes.length > 0;
  return isSum ? `${message} (in all ${found}, limit ${rule.text})` : message;
}

/** Those who read SARIF from a file look for a place in one: what is in none is shown at the archive itself. */
function physicalLocation(
  path: string | null,
  line: number | null,
  { source }: CheckedImage,
): object {
  const isFile = path !== null && path !== '' && path.length <= longestPath;
  const artifactLocation = isFile
    ? { uri: address(path), uriBaseId: imageRoot }
    : { uri: address(source) };
  return { artifactLocation, region: { startLine: line ?? 1 } };
}

function logicalLocations(layers: readonly number[], part: string | null): readonly object[] {
  return [
    ...(part === null ? [] : [{ name: part.split('/').at(-1) ?? part, fullyQualifiedName: part }]),
    ...layers.map((layer) => ({
      name: `layer ${layer}`,
      fullyQualifiedName: `layers/${layer}`,
      kind: 'module',
    })),
  ];
}

/** A relative reference (RFC 3986, 4.2): each part of a path encoded for itself, so a colon in it begins no scheme. */
function address(path: string): string {
  const parts = path.split('/').map((part) => encodeURIComponent(wellFormed(part)));
  return parts.join('/') || '.';
}

/** Halves of surrogate pairs, which a hostile name may hold, have no place in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** The same for the same finding of the next build, so that it is not told anew: sizes, lines and layers do not count. */
function fingerprint(rule: string, { path, part, kind }: Cause): string {
  const place = path ?? part ?? '';
  return createHash('sha256')
    .update([rule, place, kind ?? ''].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
