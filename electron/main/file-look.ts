import { stat } from 'node:fs/promises';

/** Milliseconds that the system may take to tell of a file: a network drive that hangs takes for ever. */
const patience = 1500;
/** Most questions that the system has not answered. Each holds a thread that writing the settings needs as well. */
const mostOpen = 2;

/** Looks at files and folders, and never waits long. */
export interface FileLook {
  /** Tells one state of a file or folder from another; null when it is not there, or this cannot be told now. */
  readonly of: (path: string) => Promise<string | null>;
  /** Whether the system still owes an answer: the process cannot end by itself before it comes. */
  readonly isHeld: () => boolean;
}

export function createFileLook(ask: (path: string) => Promise<string> = askSystem): FileLook {
  let open = 0;
  return {
    isHeld: () => open > 0,
    of: async (path) => {
      if (open >= mostOpen) return null;
      open += 1;
      const answer = ask(path).catch(() => null);
      void answer.then(() => {
        open -= 1;
      });
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), patience);
      });
      const look = await Promise.race([answer, late]);
      clearTimeout(timer);
      return look;
    },
  };
}

async function askSystem(path: string): Promise<string> {
  const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}
