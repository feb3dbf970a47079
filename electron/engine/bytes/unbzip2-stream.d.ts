declare module 'unbzip2-stream' {
  import type { Duplex } from 'node:stream';

  /** A stream that decodes bzip2 while it is written to: `data` events come from inside `write` and `end`. */
  export default function unbzip2Stream(): Duplex;
}
