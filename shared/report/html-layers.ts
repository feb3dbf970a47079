import { excerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import type { Comparison, LayerPair, StepPair } from '../model/comparison.ts';
import { countsText } from './change-texts.ts';
import { code, html, htmlTable, nothing, restLine } from './html-parts.ts';
import type { Html, HtmlColumn, HtmlRow } from './html-parts.ts';
import { layerCommand, layerCountsText, layerDifference } from './list-texts.ts';

const mostLayers = 500;
const mostSteps = 500;
const commandCharacters = 400;

/** The layers of both images side by side, and the steps of their histories. */
export function* layersSection(comparison: Comparison, texts: Texts): Generator<Html> {
  const { layers, steps } = comparison;
  const { t } = texts;
  if (layers.length === 0) {
    yield html`<p class="note">${t('report.layers.none')}</p> `;
    return;
  }
  yield html`<p class="muted">${layerCountsText(layers, texts)}</p> `;
  const columns: readonly HtmlColumn[] = [
    { title: 'A', kind: 'number' },
    { title: 'B', kind: 'number' },
    { title: t('report.status'), kind: 'text', quiet: true },
    { title: t('report.command'), kind: 'head' },
    { title: t('report.size'), kind: 'number' },
  ];
  yield* htmlTable(t('report.layers'), columns, layerRows(comparison, texts));
  yield restLine(layers.length - mostLayers, texts);
  if (steps.some(({ status }) => status !== 'same')) yield* stepsPart(steps, texts);
}

function* layerRows(comparison: Comparison, texts: Texts): Generator<HtmlRow> {
  const { a, b, layers, parting } = comparison;
  const { t } = texts;
  const parts = parting.layerA !== null || parting.layerB !== null;
  for (const [at, pair] of layers.slice(0, mostLayers).entries()) {
    if (parts && at === parting.sharedLayers) {
      yield { mark: 'banner', cells: [t('report.parting')] };
    }
    const command = layerCommand(pair, a, b);
    yield {
      mark: pair.status,
      cells: [
        pair.a ?? '',
        pair.b ?? '',
        html`<span class="chip">${t(`report.layerStatus.${pair.status}`)}</span>`,
        html`${command === null ? t('layer.noCommand') : code(excerpt(command, commandCharacters))}${changesOf(pair, texts)}`,
        layerDifference(pair, a, b, texts),
      ],
    };
  }
}

function changesOf({ changes }: LayerPair, texts: Texts): Html {
  if (changes === null) return nothing;
  const { timeOnly } = changes;
  const times = timeOnly === 0 ? '' : texts.t('report.onlyTimes', { count: timeOnly });
  const counts = countsText(changes, texts) || times;
  return counts === '' ? nothing : html`<br /><span class="muted">${counts}</span>`;
}

function* stepsPart(steps: readonly StepPair[], texts: Texts): Generator<Html> {
  const { t } = texts;
  const columns: readonly HtmlColumn[] = [
    { title: 'A', kind: 'text' },
    { title: 'B', kind: 'text' },
  ];
  const rows = steps.slice(0, mostSteps).map(({ status, commandA, commandB }) => ({
    mark: status === 'same' ? 'identical' : status,
    cells: [stepText(commandA), stepText(commandB)],
  }));
  yield html`<details><summary>${t('report.history')}</summary>`;
  yield* htmlTable(t('report.history'), columns, rows);
  yield restLine(steps.length - mostSteps, texts);
  yield html`</details>\n`;
}

function stepText(command: string | null): Html {
  return command === null ? nothing : code(excerpt(command, commandCharacters));
}
