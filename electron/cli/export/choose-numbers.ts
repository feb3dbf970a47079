import { CliFailure, UsageFailure } from '../cli-failure.ts';
import { countedText, oneLine } from '../text.ts';

/** Layers as `3`, or `2-5` for several. Throws UsageFailure, and CliFailure for a layer that is not there. */
export function chooseNumbers(texts: readonly string[], layers: number): readonly number[] {
  return texts.flatMap((text) => {
    const groups = /^(?<from>\d{1,6})(?:-(?<to>\d{1,6}))?$/.exec(text)?.groups;
    if (groups === undefined) {
      throw new UsageFailure(`${oneLine(text)} is no layer: they are counted from 0`);
    }
    const from = Number(groups['from']);
    const to = Number(groups['to'] ?? from);
    if (to < from) throw new UsageFailure(`${text}: the lower layer comes first`);
    if (to >= layers) {
      throw new CliFailure(
        `there is no layer ${to}: the image has ${countedText(layers, 'layer')}`,
      );
    }
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}
