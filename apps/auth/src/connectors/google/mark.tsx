/** A ring in Google's four colours with the bar of the letter G. */
export function GoogleMark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g fill="none" stroke-width="4.2">
        <path stroke="#ea4335" d="M18.29 6.22A8.5 8.5 0 0 0 4.3 8.41" />
        <path stroke="#fbbc05" d="M4.3 8.41A8.5 8.5 0 0 0 4.3 15.59" />
        <path stroke="#34a853" d="M4.3 15.59A8.5 8.5 0 0 0 17.46 18.51" />
        <path stroke="#4285f4" d="M17.46 18.51A8.5 8.5 0 0 0 20.5 12H12.2" />
      </g>
    </svg>
  );
}
