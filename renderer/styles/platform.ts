import type { HostInfo } from '../../shared/contract/host.ts';

/**
 * Marks the root element with the system, which decides the faces. It is done before anything is drawn, so that no text
 * changes its face: the main process could only tell later.
 */
export function markPlatform(): void {
  const platform = platformOf(navigator.userAgent);
  document.documentElement.dataset['platform'] = platform;
}

/** The system that a browser on the desktop names in its user agent; Linux for all that are neither of the others. */
export function platformOf(userAgent: string): HostInfo['platform'] {
  if (userAgent.includes('Macintosh')) return 'darwin';
  return userAgent.includes('Windows') ? 'win32' : 'linux';
}
