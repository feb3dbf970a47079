import type { Advice } from '../../../shared/model/advice.ts';
import type { AdviceInput } from './advice-input.ts';

/** A number that no distribution gives away: it needs no entry in /etc/passwd. */
const freeUser = '10001:10001';

/** Whether a `User` of a config (OCI image-spec, config.md) is root: also when none is named. The group does not matter. */
export function isRootUser(user: string): boolean {
  const [name = ''] = user.trim().split(':');
  return name === '' || name === 'root' || /^0+$/.test(name);
}

/** Advice for an image that runs as root; none where no config tells, and none for Windows, which has other users. */
export function userAdvice({ user, isUnix, steps, baseLayers }: AdviceInput): readonly Advice[] {
  if (user === null || !isUnix || !isRootUser(user)) return [];
  return [
    {
      kind: 'root-user',
      // Who builds on a base sets the user there.
      severity: steps.length > baseLayers ? 'worthwhile' : 'minor',
      savedBytes: null,
      layers: [],
      paths: [],
      files: 0,
      detail: {
        secret: null,
        leftover: null,
        name: user.trim(),
        instruction: `USER ${freeUser}`,
      },
    },
  ];
}
