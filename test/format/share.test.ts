import { expect, test } from 'vitest';
import { formatShare } from '../../shared/format/share.ts';

test('shares have one digit behind the point, and what is there is never nothing', () => {
  const written = [0, 0.182, 0.2, 0.001, 0.0004, 1, 0.9996, 0.999].map((share) =>
    formatShare(share, 'en'),
  );
  expect(written).toEqual(['0%', '18.2%', '20%', '0.1%', '<0.1%', '100%', '>99.9%', '99.9%']);
  expect(formatShare(0.182, 'de')).toBe('18,2\u00a0%');
});
