import { app } from 'electron';
import type { Session, WebFrameMain } from 'electron';
import type { Log } from './log.ts';
import { isPageUrl } from './page-assets.ts';

/**
 * Shuts every way out of the page: no navigation, no further windows, no embedded pages, and whatever a page asks
 * the user's permission for is refused. Applies to every page there will ever be.
 */
export function confinePages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (what: string) => (event: RefusedEvent) => {
      event.preventDefault();
      log.write('warning', 'refused', { what, url: event.url });
    };
    contents.on('will-navigate', refuse('navigation'));
    contents.on('will-redirect', refuse('redirection'));
    contents.on('will-frame-navigate', refuse('frame navigation'));
    contents.on('will-attach-webview', refuse('webview'));
    contents.setWindowOpenHandler(({ url }) => {
      log.write('warning', 'refused', { what: 'window', url });
      return { action: 'deny' };
    });
  });
}

interface RefusedEvent {
  readonly url?: string;
  preventDefault(): void;
}

/**
 * Lets a session load nothing but the page's own files and what it made in memory, and grants it nothing. `developer`
 * also lets the developer tools load theirs.
 */
export function confineSession(session: Session, developer: boolean, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.write('warning', 'refused', { what: 'permission', permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !isAllowed(url, developer);
    if (cancel) log.write('warning', 'refused', { what: 'request', url: url.slice(0, 200) });
    answer({ cancel });
  });
  // The dictionaries come from a remote host.
  session.setSpellCheckerEnabled(false);
  // Looks for no proxy in the network either.
  session.setProxy({ mode: 'direct' }).catch((error: unknown) => {
    log.write('warning', 'proxy-not-set', { error });
  });
}

/**
 * True for the main frame of a page of ours. `frame` is null when the frame has gone before its message was read
 * (Electron 34 and later).
 */
export function isOwnFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isPageUrl(frame.url);
}

function isAllowed(url: string, developer: boolean): boolean {
  if (isPageUrl(url)) return true;
  if (url.startsWith('blob:')) return isPageUrl(url.slice('blob:'.length));
  return developer && url.startsWith('devtools://');
}
