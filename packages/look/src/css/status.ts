/** The thread lying down: the mark of pages that say how something ended. */
export const status = `
.status { width: 8.375rem; height: 2.125rem; fill: none; stroke: var(--edge); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.status .good { stroke: var(--good); fill: var(--good-soft); }
.status .good-line { stroke: var(--good); }
.status .bad { stroke: var(--care); fill: var(--care-soft); stroke-width: 2.5; }
.status .cut { stroke-dasharray: 1 5; }
.status .glyph { stroke: var(--care); fill: none; stroke-width: 2.5; }
.status .good-glyph { stroke: var(--good); fill: none; stroke-width: 2.5; }
`;
