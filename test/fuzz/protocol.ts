/** What a thread that examines inputs tells. It is sent the number of the next input after each `done`. */
export type FuzzReply =
  | { readonly kind: 'begun'; readonly number: number }
  | {
      readonly kind: 'done';
      readonly number: number;
      readonly bytes: number;
      /** Why the input is a finding; null when everything held. */
      readonly fault: string | null;
      /** Bytes of array buffers that the process holds. */
      readonly memory: number;
    };
