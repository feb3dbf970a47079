/** The element id of the field that searches all layers, which the action "Search" puts the focus on. */
export const searchFieldId = 'layer-search';
/** The element id of what says that the pattern in it is none. */
export const searchErrorId = `${searchFieldId}-error`;
