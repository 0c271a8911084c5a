/** Two towers with merlons, the wall between them, and the gate: one path in a box of 32 by 32, filled. */
export const GATEHOUSE = 'M3 28V6h3v3h2V6h3v9h10V6h3v3h2V6h3v22h-9.5v-6a3.5 3.5 0 0 0-7 0v6Z';

/** The mark as a file, in a green that is visible on light and on dark browser tabs. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2b8f74" d="${GATEHOUSE}"/></svg>`;
