import { protocol } from 'electron';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pageOrigin } from '../../shared/contract/bridge.ts';
import { assetSegments, contentSecurityPolicy, mediaTypeOf, withNonce } from './page-assets.ts';

const scheme = new URL(pageOrigin).protocol.slice(0, -1);

/** Makes the program's own scheme one with an origin. Has to be called before the program is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the files of the page from `folder`, and nothing else. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async ({ url, method }) => {
    const segments = method === 'GET' ? assetSegments(url) : null;
    if (segments === null) return refusal();
    try {
      return answer(segments.at(-1) ?? '', await readFile(path.join(folder, ...segments)));
    } catch {
      return refusal();
    }
  });
}

function answer(name: string, bytes: Buffer): Response {
  const headers = new Headers({
    'Content-Type': mediaTypeOf(name),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  if (!name.endsWith('.html')) return new Response(new Uint8Array(bytes), { headers });
  const nonce = randomBytes(16).toString('base64');
  headers.set('Content-Security-Policy', contentSecurityPolicy(nonce));
  headers.set('Cache-Control', 'no-store');
  return new Response(withNonce(bytes.toString('utf8'), nonce), { headers });
}

function refusal(): Response {
  return new Response(null, {
    status: 404,
    headers: { 'Content-Security-Policy': "default-src 'none'" },
  });
}
