import {
  CircleCheck,
  FileKey,
  Globe,
  Package2,
  ShieldAlert,
  Trash2,
  FilePen,
  KeyRound,
  UserCog,
  Users,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { PermissionRule, SecretPlace } from '../../../shared/model/findings.ts';
import { Badge } from '../../ui/badge.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import type { GridLine } from '../../ui/tree-grid.tsx';
import { ConfidenceMark } from './confidence-mark.tsx';
import { noneFound, placeText, stateText } from './finding-lines.ts';
import type { FindingGroup, FindingLine } from './finding-lines.ts';
import styles from './findings.module.css';

const groupIcons: Readonly<Record<FindingGroup, LucideIcon>> = {
  secrets: KeyRound,
  permissions: ShieldAlert,
  leftovers: Package2,
};

const permissionIcons: Readonly<Record<PermissionRule, LucideIcon>> = {
  setuid: UserCog,
  setgid: Users,
  capability: ShieldAlert,
  'world-writable': Globe,
};

/** A line of the list of findings. The columns are what, where, weight, state and layer; headings name them. */
export function findingLine(line: FindingLine, texts: Texts): GridLine {
  const { t, locale, number } = texts;
  switch (line.kind) {
    case 'group':
      return {
        level: 1,
        heading: true,
        spans: line.count === 0 ? [1, 4] : [2],
        ...(line.count > 0 && { expanded: line.open }),
        cells: groupCells(line, texts),
      };
    case 'secret': {
      const { rule, confidence, place, more } = line.secret;
      const layer = place.kind === 'config' ? null : place.layer;
      return {
        level: 2,
        cells: [
          <Kind key="kind" icon={FileKey} words={t(`secret.${rule}`)} />,
          <Where key="where" text={placeText(place, t)} more={more} />,
          <ConfidenceMark key="sure" confidence={confidence} />,
          <State key="state" place={place} texts={texts} />,
          <Layer key="layer" layer={layer} texts={texts} />,
        ],
      };
    }
    case 'permission': {
      const { detail, gid, layer, mode, path, rule, uid } = line.permission;
      return {
        level: 2,
        cells: [
          <Kind key="kind" icon={permissionIcons[rule]} words={t(`permission.${rule}`)} />,
          <Where key="where" text={`/${path}`} more={0} />,
          <code key="mode" className={styles.mono}>
            {formatMode(mode, 'file').slice(1)}
          </code>,
          <span key="owner" className={styles.cut}>
            {rule === 'capability' ? visibleLine(detail) : `${uid}:${gid}`}
          </span>,
          <Layer key="layer" layer={layer} texts={texts} />,
        ],
      };
    }
    case 'leftover': {
      const { bytes, files, layer, path, rule } = line.leftover;
      return {
        level: 2,
        cells: [
          <Kind key="kind" icon={Package2} words={t(`leftover.${rule}`)} />,
          <Where key="where" text={`/${path}`} more={0} />,
          <span key="bytes" className={styles.figure}>
            {formatBytes(bytes, locale)}
          </span>,
          <span key="files" className={styles.cut}>
            {t('findings.files', { count: files })}
          </span>,
          <Layer key="layer" layer={layer} texts={texts} />,
        ],
      };
    }
    case 'more':
      return {
        level: 2,
        cells: [
          <span key="more" className={styles.cut}>
            {t('findings.unlisted', { count: line.count })}
          </span>,
        ],
      };
  }

  function groupCells(
    { bytes, count, group }: Extract<FindingLine, { kind: 'group' }>,
    { t: words }: Texts,
  ): GridLine['cells'] {
    const heads = {
      secrets: ['findings.sureness', 'findings.state'],
      permissions: ['inspector.mode', 'inspector.owner'],
      leftovers: ['column.size', 'files.title'],
    } as const;
    const Icon = groupIcons[group];
    const title = (
      <span key="title" className={styles.groupTitle}>
        <Icon aria-hidden="true" />
        <span className={styles.cut}>{words(`findings.group.${group}`)}</span>
        {count > 0 && <Badge>{number(count)}</Badge>}
      </span>
    );
    if (count === 0) {
      return [
        title,
        <span key="none" className={styles.none}>
          <CircleCheck aria-hidden="true" />
          {words(noneFound[group])}
        </span>,
      ];
    }
    return [
      title,
      ...heads[group].map((key) => (
        <span key={key} className={styles.columnName}>
          {words(key)}
          {key === 'column.size' && bytes !== null && ` · ${formatBytes(bytes, locale)}`}
        </span>
      )),
      <span key="layer" className={styles.columnName}>
        {words('column.origin')}
      </span>,
    ];
  }
}

function Kind({ icon: Icon, words }: { readonly icon: LucideIcon; readonly words: string }) {
  return (
    <>
      <Icon className={styles.kindIcon} aria-hidden="true" />
      <span className={styles.kind}>{words}</span>
    </>
  );
}

function Where({ text, more }: { readonly text: string; readonly more: number }) {
  return (
    <>
      <code className={styles.mono} data-selectable="">
        {visibleLine(text)}
      </code>
      {more > 0 && <Badge>+{more}</Badge>}
    </>
  );
}

function State({ place, texts }: { readonly place: SecretPlace; readonly texts: Texts }) {
  const text = stateText(place, texts.t);
  if (place.kind === 'file' && place.state !== 'visible') {
    const deleted = place.state === 'deleted';
    return (
      <span className={styles.state} data-state={place.state}>
        {deleted ? <Trash2 aria-hidden="true" /> : <FilePen aria-hidden="true" />}
        <span className={styles.cut}>{text}</span>
      </span>
    );
  }
  return <span className={styles.cut}>{text}</span>;
}

function Layer({ layer, texts }: { readonly layer: number | null; readonly texts: Texts }) {
  return layer === null ? null : (
    <LayerChip layer={layer} label={texts.t('inspector.layerNumber', { layer })} />
  );
}
