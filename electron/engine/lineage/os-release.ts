import type { BaseHint, OsRelease } from '../../../shared/model/base-hint.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { presentAt, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** The file and its older place (freedesktop.org, os-release). */
const places = ['etc/os-release', 'usr/lib/os-release'] as const;
/** Real files have some hundred bytes. */
export const osReleaseBytes = 64 * 1024;

/** The file by which the distribution names itself, where the base put it. */
export interface OsReleaseFile {
  readonly node: number;
  /** The first position of the stack after which it is there. */
  readonly layer: number;
}

/**
 * Finds the file in the lowest layer that has it, following links as a container would. What it says after that layer
 * is what the base says; layers above may rewrite it. Null when no layer has it.
 */
export function findOsRelease(tree: UnionTree): OsReleaseFile | null {
  for (let layer = 0; layer < tree.layers.length; layer++) {
    for (const place of places) {
      const found = resolvePath(tree, layer, place);
      if (!found.found || presentAt(tree, found.node, layer) === none) continue;
      return { node: found.node, layer };
    }
  }
  return null;
}

/**
 * Reads the text of an os-release file: lines of `NAME=value`, values quoted as a shell would take them. Null when it
 * names nothing. Never throws.
 */
export function parseOsRelease(text: string): OsRelease | null {
  const values = new Map<string, string>();
  for (const line of text.slice(0, osReleaseBytes).split('\n')) {
    const assignment = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (assignment === null) continue;
    values.set(assignment[1] ?? '', unquoted(assignment[2] ?? ''));
  }
  const release = {
    prettyName: values.get('PRETTY_NAME') ?? values.get('NAME') ?? '',
    id: values.get('ID') ?? '',
    versionId: values.get('VERSION_ID') ?? '',
  };
  return release.prettyName === '' && release.id === '' ? null : release;
}

/** The hint that the text of the file at `layer` gives; none when it names nothing. */
export function osReleaseHint(text: string, layer: number): readonly BaseHint[] {
  const release = parseOsRelease(text);
  return release === null ? [] : [{ how: 'os-release', layers: layer + 1, release }];
}

/** Name and version as a person would say them: `Debian GNU/Linux 12 (bookworm)`, `alpine 3.20.1`. */
export function releaseName(release: OsRelease): string {
  return release.prettyName || [release.id, release.versionId].filter(Boolean).join(' ');
}

/** Inside double quotes a backslash takes the meaning of `"`, `\`, `$` and a backquote; inside single quotes none does. */
function unquoted(value: string): string {
  const single = /^'([^']*)'$/.exec(value)?.[1];
  if (single !== undefined) return single;
  const double = /^"(.*)"$/s.exec(value)?.[1];
  return (double ?? value).replaceAll(/\\(["\\$`'])/g, '$1');
}
