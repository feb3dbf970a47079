import type { Findings } from '../../../shared/model/findings.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { LayerStep } from './advice-input.ts';

/** What these set counts for the steps behind them, so that no step can be moved over one of them. */
const settings: readonly string[] = ['WORKDIR', 'USER', 'ENV', 'ARG', 'SHELL', 'FROM', ''];

/** What made each layer. Commands in which a secret was found are left out, since advice quotes them. */
export function layerSteps(
  { layers, history }: Pick<Image, 'layers' | 'history'>,
  { secrets }: Pick<Findings, 'secrets'>,
): readonly LayerStep[] {
  const secret = new Set(
    secrets.flatMap(({ place }) => (place.kind === 'history' ? [place.step] : [])),
  );
  return layers.map(({ index, command }) => {
    const at = history.findIndex(({ layer }) => layer === index);
    return {
      instruction: history[at]?.instruction ?? '',
      command: secret.has(at) ? null : command,
      followsBelow: followsBelow(history, at, index),
    };
  });
}

function followsBelow(history: readonly HistoryStep[], at: number, layer: number): boolean {
  const below = history.findIndex((step) => step.layer === layer - 1);
  if (at < 0 || below < 0) return false;
  return history.slice(below + 1, at).every(({ instruction }) => !settings.includes(instruction));
}
