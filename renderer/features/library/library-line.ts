/** What every line of the library tree is given. */
export interface LibraryLineProps<Item> {
  readonly item: Item;
  readonly selected: boolean;
  /** The one line that the Tab key reaches. */
  readonly tabStop: boolean;
  readonly onChoose: () => void;
  readonly onFocus: () => void;
}
