import type { Findings, SecretFinding, SecretPlace } from '../../../shared/model/findings.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import type { Output } from '../output.ts';
import type { Paint } from '../style.ts';
import { cell, tableLines } from '../table.ts';
import type { Column } from '../table.ts';
import { countedText, english, oneLine } from '../text.ts';
import { visibleLine } from '../../../shared/format/visible.ts';

const columns: readonly Column[] = [
  { title: 'confidence', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 'layer', align: 'right' },
  { title: 'state', align: 'left' },
  { title: 'value', align: 'left' },
  { title: 'where', align: 'left' },
];

/** What was found for people: a table, below each secret its value where it was asked for, and sums. */
export function secretLines(
  findings: Findings,
  values: readonly (string | null)[],
  layers: readonly Layer[],
  unreadLayers: readonly number[],
  output: Output,
): readonly string[] {
  const { style } = output;
  const { secrets } = findings;
  const rows = secrets.map((secret) => [
    cell(secret.confidence, style(colours[secret.confidence], secret.confidence)),
    cell(`${english().t(`secret.${secret.rule}`)}${lockOf(secret)}`),
    cell(layerOf(secret.place)),
    cell(stateOf(secret.place)),
    cell(oneLine(secret.masked ?? '')),
    cell(`${whereOf(secret.place)}${moreOf(secret)}`),
  ]);
  const [titles, ...lines] = tableLines(columns, rows, (text) => style('dim', text));
  const shown = lines.flatMap((line, at) => [line, ...valueLines(values[at] ?? null, style)]);
  const table = secrets.length === 0 ? [] : [titles ?? '', ...shown, ''];
  return [
    ...table,
    ...sumLines(findings),
    ...unreadLines(unreadLayers, output),
    ...commandLines(findings, layers),
  ];
}

const colours: Readonly<Record<SecretFinding['confidence'], Paint>> = {
  high: 'red',
  medium: 'yellow',
  low: 'dim',
};

function layerOf(place: SecretPlace): string {
  return place.kind === 'config' || place.layer === null ? '-' : String(place.layer);
}

function stateOf(place: SecretPlace): string {
  if (place.kind !== 'file') return place.kind;
  return place.hiddenIn === null ? place.state : `${place.state} in ${place.hiddenIn}`;
}

function whereOf(place: SecretPlace): string {
  switch (place.kind) {
    case 'file':
      return `${visibleLine(place.path)}${place.line === null ? '' : `:${place.line}`}`;
    case 'config':
      return oneLine(place.name === '' ? place.key : `${place.key} ${place.name}`);
    case 'history':
      return `step ${place.step}`;
  }
}

/** Whether a key is worth something to whoever has no pass phrase. */
function lockOf({ locked }: SecretFinding): string {
  if (locked === undefined) return '';
  return `, ${english().t(locked ? 'findings.locked.yes' : 'findings.locked.open')}`;
}

function moreOf({ more }: SecretFinding): string {
  return more === 0 ? '' : ` and ${more} more`;
}

function valueLines(value: string | null, style: Output['style']): readonly string[] {
  if (value === null) return [];
  return value.split(/\r?\n/).map((line) => `    ${style('bold', visibleLine(line))}`);
}

function sumLines(findings: Findings): readonly string[] {
  const { secrets, permissions, leftovers, unlisted, scannedFiles, skippedFiles } = findings;
  const found = countedText(secrets.length + unlisted.secrets, 'likely secret');
  const unread =
    skippedFiles === 0 ? '' : `, ${countedText(skippedFiles, 'file')} could not be read`;
  return [
    `${found} in ${countedText(scannedFiles, 'file')}${unread}`,
    `${countedText(permissions.length + unlisted.permissions, 'special permission')}, ${countedText(leftovers.length + unlisted.leftovers, 'left-over')} (--json lists them)`,
  ];
}

/** What nobody looked through may hold anything. */
function unreadLines(layers: readonly number[], { style }: Output): readonly string[] {
  if (layers.length === 0) return [];
  const which = layers.join(', ');
  return [style('yellow', `not looked through, because it could not be read: layer ${which}`)];
}

/** What made the layers that the table names. */
function commandLines({ secrets }: Findings, layers: readonly Layer[]): readonly string[] {
  const named = new Set<number>();
  for (const { place } of secrets) {
    if (place.kind === 'config') continue;
    if (place.layer !== null) named.add(place.layer);
    if (place.kind === 'file' && place.hiddenIn !== null) named.add(place.hiddenIn);
  }
  const lines = [...named]
    .toSorted((a, b) => a - b)
    .flatMap((layer) => {
      const command = layers[layer]?.command;
      return command ? [`  ${String(layer).padStart(3)}  ${oneLine(command).slice(0, 160)}`] : [];
    });
  return lines.length === 0 ? [] : ['', 'layers:', ...lines];
}
