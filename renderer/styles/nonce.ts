import { nonceProperty } from '../../shared/contract/bridge.ts';

/**
 * The nonce of this load: style elements that libraries make (the editor, the scroll lock of dialogs) must carry it under
 * the content security policy. Undefined when the page has none.
 */
export function styleNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>(`meta[property="${nonceProperty}"]`);
  return meta === null || meta.nonce === '' ? undefined : meta.nonce;
}

/** Tells the nonce to the libraries that look for it under the name that bundlers have given it. */
export function provideStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
