/** What an entry of a layer is after reading. A hard link is shown as what it links to. */
export const entryTypes = ['file', 'directory', 'symlink', 'character', 'block', 'fifo'] as const;

export type EntryType = (typeof entryTypes)[number];

/** An owner as the layer's tar names it. Names are informative: engines apply the numbers. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly userName: string;
  readonly groupName: string;
}

/** An extended attribute. Values are bytes: `security.capability` and others are binary. */
export interface ExtendedAttribute {
  readonly name: string;
  readonly value: Uint8Array;
}
