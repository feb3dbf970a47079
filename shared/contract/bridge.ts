/**
 * The only object that the preload script gives to the page. Ports cannot cross the bridge themselves: `connect` makes
 * the main process broker two of them, and they arrive as a `message` event of the window with the data `portsMessage`
 * and the ports [engine, host]. A later `connect`, as after `engine-restarted`, brings two new ones; the old host port
 * is closed then.
 */
export interface Bridge<DroppedFile> {
  readonly connect: () => void;
  /** Hands files that the user dropped on the window to the main process; answers how many were taken. */
  readonly drop: (files: readonly DroppedFile[]) => number;
}

export const bridgeName = 'layerscope';
export const portsMessage = 'layerscope:ports';

/** Where the page comes from: the program's own scheme, served by the main process. */
export const pageOrigin = 'app://layerscope';

/** The page finds the nonce that its style elements need in the `nonce` property of `meta[property="csp-nonce"]`. */
export const nonceProperty = 'csp-nonce';

/** Messages between the preload script and the main process. */
export const ipcChannels = {
  connect: 'layerscope:connect',
  drop: 'layerscope:drop',
  ports: 'layerscope:ports',
} as const;
