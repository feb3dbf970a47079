import type { HistoryStep } from '../../../shared/model/history.ts';
import { listedText } from './config-secrets.ts';
import type { ListedSecret } from './list-secrets.ts';
import { scanText } from './scan-content.ts';

/** Likely secrets in the commands and comments of a history, values of build arguments among them. */
export function historySecrets(history: readonly HistoryStep[]): readonly ListedSecret[] {
  return history.flatMap(({ createdBy, comment, layer }, step) => {
    const text = `${createdBy}\n${comment}`;
    const place = { kind: 'history', step, layer } as const;
    const secret = listedText(scanText(text), text, (found) => ({ place, ...found }));
    return secret === null ? [] : [secret];
  });
}
