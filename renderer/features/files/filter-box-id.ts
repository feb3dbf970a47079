/** The element id of the filter box, which the action "Filter files" puts the focus on. */
export const filterBoxId = 'file-filter';
