import { createHash } from 'node:crypto';
import { checkRules } from './check-rule.ts';
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
            rules: results.map(({ rule }) => ({
              id: rule.name,
              name: rule.name,
              shortDescription: { text: checkRules[rule.name].text },
              help: { text: `${checkRules[rule.name].text}: ${rule.text}` },
              defaultConfiguration: { level: 'error' },
            })),
          },
        },
        originalUriBaseIds: {
          [imageRoot]: { description: { text: 'The root of the file system of the image.' } },
        },
        invocations: [{ executionSuccessful: true }],
        columnKind: 'utf16CodeUnits',
        results: results.flatMap((result, ruleIndex) =>
          causesOf(result).map((cause) => resultOf(result, cause, ruleIndex, image)),
        ),
        properties: { image },
      },
    ],
  };
}

function causesOf({ rule, result, found, causes }: RuleResult): readonly Cause[] {
  if (result !== 'failed') return [];
  const whole: Cause = {
    message: `${found}, limit ${rule.text}`,
    level: 'error',
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
): object {
  const { rule } = result;
  const { message, level, path, line, layers, part } = cause;
  const place = path ?? part ?? '';
  return {
    ruleId: rule.name,
    ruleIndex,
    level,
    message: { text: withSum(result, message) },
    locations: [
      {
        physicalLocation: physicalLocation(path, line, image),
        logicalLocations: logicalLocations(layers, part),
      },
    ],
    partialFingerprints: { 'layerscopeCause/v1': fingerprint(rule.name, place, message) },
  };
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
  const artifactLocation =
    path === null ? { uri: address(source) } : { uri: address(path), uriBaseId: imageRoot };
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

/** The same for the same finding of the next build, so that it is not told anew: sizes and layers do not count. */
function fingerprint(rule: string, place: string, message: string): string {
  const told = place === '' ? '' : place;
  const kind = rule === 'noSecrets' ? (message.split(' ')[0] ?? '') : '';
  return createHash('sha256').update([rule, told, kind].join('\n')).digest('hex').slice(0, 32);
}
