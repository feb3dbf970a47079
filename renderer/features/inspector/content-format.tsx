import type { Preview } from '../../../shared/model/view.ts';
import type { CallState } from '../../engine/use-call.ts';
import { formatText } from '../../i18n/format-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useContentFormat } from './use-content-format.ts';
import type { FormatAddress } from './use-content-format.ts';
import styles from './inspector.module.css';

export interface ContentFormatProps {
  readonly address: FormatAddress;
  readonly path: string;
}

/** What a file is by its bytes, whatever its name says. */
export function ContentFormat({ address, path }: ContentFormatProps) {
  return <FormatOutcome call={useContentFormat(address)} path={path} />;
}

export interface FormatOutcomeProps {
  readonly call: CallState<Preview>;
  readonly path: string;
}

/** The answer in words, that it is on its way, or why there is none. */
export function FormatOutcome({ call, path }: FormatOutcomeProps) {
  const { t } = useText();
  switch (call.status) {
    case 'idle':
      return null;
    case 'failed':
      return <span className={styles.failure}>{failureText(call.failure, t)}</span>;
    case 'loading':
      return <Spinner label={t('preview.loading')} />;
    case 'ready':
      return formatText(call.value, path, t);
  }
}
