import { ipcMain } from 'electron';
import type { IpcMainEvent, WebContents } from 'electron';
import path from 'node:path';
import * as v from 'valibot';
import { ipcChannels } from '../../shared/contract/bridge.ts';
import type { Log } from './log.ts';
import { isOwnFrame } from './security.ts';

const droppedSchema = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.check((dropped) => path.isAbsolute(dropped)),
    ),
  ),
  v.maxLength(1000),
);

export interface IpcHandlers {
  /** The page wants its two ports. */
  readonly connect: (contents: WebContents) => void;
  /** The user dropped these files or folders on the page. */
  readonly drop: (paths: readonly string[]) => void;
}

/** The only two messages that this process takes from a page beside its ports. Both are checked for who sends them. */
export function listenToPages(handlers: IpcHandlers, log: Log): void {
  const fromOwnPage = (event: IpcMainEvent): boolean => {
    if (isOwnFrame(event.senderFrame)) return true;
    log.write('warning', 'refused', { what: 'message', url: event.senderFrame?.url });
    return false;
  };
  ipcMain.on(ipcChannels.connect, (event) => {
    if (fromOwnPage(event)) handlers.connect(event.sender);
  });
  ipcMain.on(ipcChannels.drop, (event, dropped: unknown) => {
    const parsed = v.safeParse(droppedSchema, dropped);
    if (fromOwnPage(event) && parsed.success) handlers.drop(parsed.output);
  });
}
