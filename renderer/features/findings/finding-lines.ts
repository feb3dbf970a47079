import type { TextKey, Translate } from '../../../shared/i18n/t.ts';
import type {
  Findings,
  LeftoverFinding,
  PermissionFinding,
  SecretFinding,
  SecretPlace,
} from '../../../shared/model/findings.ts';

export const findingGroups = ['secrets', 'permissions', 'leftovers'] as const;

export type FindingGroup = (typeof findingGroups)[number];

/** A line of the list: the heading of a group, or a finding. `key` names it while the list is filtered and folded. */
export type FindingLine =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: FindingGroup;
      readonly count: number;
      /** Of left-overs alone. */
      readonly bytes: number | null;
      readonly open: boolean;
    }
  | {
      readonly kind: 'secret';
      readonly key: string;
      readonly secret: SecretFinding;
      /** Its position in `Findings.secrets`. */
      readonly position: number;
    }
  | { readonly kind: 'permission'; readonly key: string; readonly permission: PermissionFinding }
  | { readonly kind: 'leftover'; readonly key: string; readonly leftover: LeftoverFinding }
  /** How many more of a group there are than are listed. */
  | { readonly kind: 'more'; readonly key: string; readonly count: number };

export interface FindingOptions {
  /** Part of a path, of a place, or of the words for the kind. Empty shows all. */
  readonly text: string;
  readonly closed: ReadonlySet<FindingGroup>;
}

/** What the list shows: the three groups, each with its findings where it is open. */
export function findingLines(
  findings: Findings,
  { text, closed }: FindingOptions,
  t: Translate,
): readonly FindingLine[] {
  const wanted = text.trim().toLowerCase();
  const fits = (...words: readonly string[]): boolean =>
    wanted === '' || words.some((word) => word.toLowerCase().includes(wanted));
  const secrets = findings.secrets.flatMap((secret, position): readonly FindingLine[] =>
    fits(t(`secret.${secret.rule}`), placeText(secret.place, t))
      ? [{ kind: 'secret', key: `secret ${position}`, secret, position }]
      : [],
  );
  const permissions = findings.permissions.flatMap((permission): readonly FindingLine[] => {
    const { rule, path, node } = permission;
    return fits(t(`permission.${rule}`), `/${path}`)
      ? [{ kind: 'permission', key: `permission ${rule} ${node}`, permission }]
      : [];
  });
  const leftovers = findings.leftovers.filter(({ rule, path }) =>
    fits(t(`leftover.${rule}`), `/${path}`),
  );
  const group = (
    name: FindingGroup,
    lines: readonly FindingLine[],
    bytes: number | null,
  ): readonly FindingLine[] => {
    const open = !closed.has(name);
    // Nobody knows whether those that are not listed fit a filter.
    const unlisted = wanted === '' ? findings.unlisted[name] : 0;
    const heading: FindingLine = {
      kind: 'group',
      key: name,
      group: name,
      count: lines.length + unlisted,
      bytes,
      open,
    };
    if (!open) return [heading];
    const more: FindingLine = { kind: 'more', key: `more ${name}`, count: unlisted };
    return [heading, ...lines, ...(unlisted > 0 ? [more] : [])];
  };
  return [
    ...group('secrets', secrets, null),
    ...group('permissions', permissions, null),
    ...group(
      'leftovers',
      leftovers.map((leftover) => ({
        kind: 'leftover',
        key: `leftover ${leftover.rule} ${leftover.node} ${leftover.layer}`,
        leftover,
      })),
      leftovers.reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  ];
}

/** The line that the cursor is on: the chosen one, else the first finding, else the first line. */
export function currentLine(lines: readonly FindingLine[], chosen: string | null): number {
  const found = lines.findIndex(({ key }) => key === chosen);
  if (found !== -1) return found;
  return Math.max(
    0,
    lines.findIndex(({ kind }) => kind !== 'group'),
  );
}

/** Where a secret is: a path, a key of the config, a step of the history. */
export function placeText(place: SecretPlace, t: Translate): string {
  switch (place.kind) {
    case 'file':
      return `/${place.path}`;
    case 'config':
      return place.name === ''
        ? t('findings.config', { key: place.key })
        : t('findings.config.name', { key: place.key, name: place.name });
    case 'history':
      return t('findings.history', { step: place.step + 1 });
  }
}

/** What one line says of the state of a secret. */
export function stateText(place: SecretPlace, t: Translate): string {
  if (place.kind !== 'file') return t('findings.state.open');
  const { hiddenIn, state } = place;
  if (state === 'visible' || hiddenIn === null) return t('findings.state.visible');
  return t(`findings.state.${state}`, { layer: hiddenIn });
}

/** What the state of a secret means, in a sentence. */
export function stateMeaning(place: SecretPlace, t: Translate): string {
  if (place.kind !== 'file') return t('findings.state.open.text');
  return t(`findings.state.${place.state}.text`, { stored: place.layer });
}

export const noneFound: Readonly<Record<FindingGroup, TextKey>> = {
  secrets: 'findings.group.secrets.none',
  permissions: 'findings.group.permissions.none',
  leftovers: 'findings.group.leftovers.none',
};

/** How many findings there are in all. */
export function findingCount({ secrets, permissions, leftovers, unlisted }: Findings): number {
  return (
    secrets.length +
    permissions.length +
    leftovers.length +
    unlisted.secrets +
    unlisted.permissions +
    unlisted.leftovers
  );
}
