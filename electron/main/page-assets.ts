import { nonceProperty, pageOrigin } from '../../shared/contract/bridge.ts';

/** The document that the window shows. */
export const pageUrl = `${pageOrigin}/index.html`;

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json'],
  ['map', 'application/json'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['woff2', 'font/woff2'],
]);

/**
 * The segments of the path, below the page's folder, of what a URL of the page asks for; null for anything else:
 * another origin, a way out of the folder, a hidden file, or a kind of file that a page has no use for.
 */
export function assetSegments(url: string): readonly string[] | null {
  if (!isPageUrl(url)) return null;
  const segments: string[] = [];
  for (const part of new URL(url).pathname.split('/').slice(1)) {
    const name = decodePart(part);
    if (name === null || !/^[\w@][\w@.+-]*$/.test(name)) return null;
    segments.push(name);
  }
  const last = segments.at(-1);
  return last !== undefined && mediaTypes.has(extensionOf(last)) ? segments : null;
}

/** True for addresses of the page's own origin, with nothing odd about them. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === pageOrigin && username === '' && password === '';
}

/** For the `Content-Type` header. */
export function mediaTypeOf(name: string): string {
  return mediaTypes.get(extensionOf(name)) ?? 'application/octet-stream';
}

/**
 * What the page may load: its own files and nothing from anywhere else. Style elements need the nonce of this load;
 * pictures may also come from memory, for previews.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The document with the nonce of this load where the page looks for it. */
export function withNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta property="${nonceProperty}" nonce="${nonce}" />`);
}

function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
