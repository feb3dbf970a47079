/** Something that inputs are made for and that examines them. */
export interface FuzzTarget {
  readonly name: string;
  /**
   * Makes the input of a number and examines it; answers how many bytes it had.
   *
   * @throws Error for whatever must not happen
   */
  readonly run: (number: number, setting: FuzzSetting) => Promise<number>;
  /** Writes the input of a number into a folder, to be looked at. */
  readonly keep: (number: number, setting: FuzzSetting, into: string) => Promise<void>;
}

export interface FuzzSetting {
  /** Real archives whose bytes are changed. */
  readonly seeds: readonly Uint8Array[];
  /** Where inputs are written for a moment; of one thread alone. */
  readonly folder: string;
  /** A pipe in the same file system; null where there is none. */
  readonly pipe: string | null;
}
