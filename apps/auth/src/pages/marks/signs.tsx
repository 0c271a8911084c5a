/** Small signs. They repeat the text beside them, so screen readers skip them. */
interface SignProps {
  readonly path: string;
  readonly class: string;
}

function Sign({ path, class: className }: SignProps) {
  return (
    <svg class={`sign ${className}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

/** Something was granted or is done. */
export function CheckSign() {
  return <Sign class="sign-check" path="M3 8.6 6.4 12 13 4.6" />;
}

/** Something that cannot be had: a circle with a bar. */
export function UnavailableSign() {
  return (
    <Sign class="sign-unavailable" path="M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2ZM3.9 12.1 12.1 3.9" />
  );
}

/** A warning. */
export function CautionSign() {
  return <Sign class="sign-caution" path="M8 2.2 14.5 13.5H1.5ZM8 6.6V9.5M8 11.3V11.5" />;
}

/** A way to go on. */
export function ArrowSign() {
  return <Sign class="sign-arrow" path="M2.5 8H13M8.8 3.8 13 8 8.8 12.2" />;
}
