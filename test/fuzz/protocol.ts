/** What a thread that examines inputs tells. It is sent the number of the next input after each. */
export interface FuzzReply {
  readonly kind: 'done';
  readonly number: number;
  readonly target: string;
  readonly bytes: number;
  /** Why the input is a finding; null when everything held. */
  readonly fault: string | null;
  /** Bytes of array buffers that the process holds. */
  readonly memory: number;
}
