/** A key: somebody else's sign-in, whoever that is. */
export function OpenIdMark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round">
        <circle cx="8" cy="12" r="4.8" />
        <path d="M12.8 12H22M18.6 12v4M22 12v3" />
      </g>
    </svg>
  );
}
