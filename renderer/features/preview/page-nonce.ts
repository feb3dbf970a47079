import { nonceProperty } from '../../../shared/contract/bridge.ts';

/** The nonce that the content security policy of this page asks of style elements; empty where there is no policy. */
export function pageNonce(): string {
  const element = document.querySelector<HTMLMetaElement>(`meta[property="${nonceProperty}"]`);
  return element?.nonce ?? '';
}
