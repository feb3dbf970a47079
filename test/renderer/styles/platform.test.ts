import { describe, expect, it } from 'vitest';
import { platformOf } from '../../../renderer/styles/platform.ts';

describe('platformOf', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'linux'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36', 'darwin'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'win32'],
    ['Mozilla/5.0 (X11; FreeBSD amd64)', 'linux'],
  ] as const)('%s', (userAgent, platform) => {
    expect(platformOf(userAgent)).toBe(platform);
  });
});
