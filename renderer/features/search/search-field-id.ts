/** The element id of the field that searches all layers, which the action "Search" puts the focus on. */
export const searchFieldId = 'layer-search';
