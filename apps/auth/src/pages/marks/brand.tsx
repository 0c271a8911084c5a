/** Gatehouse's mark: two towers and an open gate. Decorative wherever it stands beside the name. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d={GATEHOUSE} />
    </svg>
  );
}

/** Towers with merlons, a curtain wall between them, and the gate cut out by winding order. */
const GATEHOUSE =
  'M3 29V5h2.6v2.6h2V5h2.8v2.6h2V5H15v6.2h2V5h2.6v2.6h2V5h2.8v2.6h2V5H29v24h-8v-7.5' +
  'a5 5 0 0 0-10 0V29Z';

/** The same mark as a file of its own, in a green that shows on light and dark browser tabs. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2b8f74" d="${GATEHOUSE}"/></svg>`;
