import { rmSync } from 'node:fs';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/** What one thread tells the others of a file or folder that it is making. */
interface Notice {
  readonly place: string;
  readonly isBegun: boolean;
}

const places = new Set<string>();
let channel: BroadcastChannel | null = null;

/** To be said before a file or folder is made that nobody wants until it is whole. */
export function beginUnfinished(place: string): void {
  tell({ place, isBegun: true });
}

/** To be said once it has got its name, or is gone, or holds something that somebody may want back. */
export function endUnfinished(place: string): void {
  tell({ place, isBegun: false });
}

/**
 * Listens to what all threads are making, and answers a function that takes away what is unfinished at that moment: for
 * a process that has no time to let its threads do so.
 */
export function watchUnfinished(): () => void {
  openChannel().onmessage = ({ data }): void => {
    if (isNotice(data)) note(data);
  };
  return () => {
    for (const place of places) rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  };
}

function tell(notice: Notice): void {
  note(notice);
  if (!isMainThread) openChannel().postMessage(notice);
}

function note({ place, isBegun }: Notice): void {
  if (isBegun) places.add(place);
  else places.delete(place);
}

function openChannel(): BroadcastChannel {
  if (channel === null) {
    channel = new BroadcastChannel('layerscope unfinished places');
    channel.unref();
  }
  return channel;
}

function isNotice(data: unknown): data is Notice {
  return (
    typeof data === 'object' &&
    data !== null &&
    'place' in data &&
    typeof data.place === 'string' &&
    'isBegun' in data &&
    typeof data.isBegun === 'boolean'
  );
}
