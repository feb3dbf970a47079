import { excerpt, excerptsApart } from '../format/excerpt.ts';
import { visibleLine } from '../format/visible.ts';
import type { Translate } from '../i18n/t.ts';
import type { Parting } from '../model/comparison.ts';

/** What a sentence holds of the archives. */
const commandCharacters = 100;
const namedPaths = 3;

/** How a command or a path, shortened and with everything unseen made visible, stands in a sentence. */
export type Quote = (text: string) => string;

/**
 * Where two images part and why, in one sentence. `quote` makes commands and paths of the archives stand out, and
 * escapes them where the sentence becomes part of a markup; without it they are put in quotation marks.
 */
export function partingSentence(
  parting: Parting,
  t: Translate,
  quote: Quote = (text) => t('parting.quoted', { text }),
): string {
  const { kind, sharedLayers } = parting;
  const commandA = commandText(parting.commandA, t, quote);
  const commandB = commandText(parting.commandB, t, quote);
  const command = parting.commandA === null ? commandB : commandA;
  switch (kind) {
    case 'same':
      return t('parting.same');
    case 'config':
      return t('parting.config', { count: sharedLayers });
    case 'longer':
      return longerSentence(parting, parting.layerB === null ? commandA : commandB, t);
    case 'base':
      return placed(parting, t('parting.base'), t);
    case 'command':
      return placed(parting, commandReason(parting, t, quote), t);
    case 'files':
      return placed(parting, filesReason(parting, command, t, quote), t);
    case 'times':
      return placed(parting, t('parting.times', { command }), t);
    case 'layers':
      return placed(parting, t('parting.layers'), t);
  }
}

/** After how many layers, and why. */
function placed({ sharedLayers }: Parting, why: string, t: Translate): string {
  return sharedLayers === 0
    ? t('parting.atFirst', { why })
    : t('parting.after', { count: sharedLayers, why });
}

function longerSentence({ layerB, sharedLayers }: Parting, command: string, t: Translate): string {
  const [longer, shorter] = layerB === null ? ['A', 'B'] : ['B', 'A'];
  const values = { longer, shorter, command };
  return sharedLayers === 0
    ? t('parting.longer.fromNothing', values)
    : t('parting.longer', { ...values, count: sharedLayers });
}

function commandReason({ commandA, commandB }: Parting, t: Translate, quote: Quote): string {
  const [a, b] = excerptsApart(commandA ?? '', commandB ?? '', commandCharacters);
  const shown = (command: string | null, text: string): string =>
    command === null ? t('parting.unknownCommand') : quote(text);
  return t('parting.command', { a: shown(commandA, a), b: shown(commandB, b) });
}

function filesReason(parting: Parting, command: string, t: Translate, quote: Quote): string {
  const { paths, pathCount } = parting;
  if (pathCount === null || paths.length === 0) return t('parting.files.uncounted', { command });
  const named = paths.slice(0, namedPaths).map(({ path }) => quote(visibleLine(path)));
  const more = pathCount - named.length;
  const text = named.join(', ');
  return t('parting.files', {
    command,
    count: pathCount,
    paths: more > 0 ? t('parting.morePaths', { paths: text, count: more }) : text,
  });
}

function commandText(command: string | null, t: Translate, quote: Quote): string {
  return command === null
    ? t('parting.unknownCommand')
    : quote(excerpt(command, commandCharacters));
}
