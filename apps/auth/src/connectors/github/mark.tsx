/** A cat's head on a disc, by which users know GitHub. */
export function GitHubMark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        fill-rule="evenodd"
        d="M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22Z M9.2 21.4V18.6c-2.6.5-3.4-1.2-4.2-2.1-.3-.3-.1-.6.4-.5 1.3.2 1.5 1.7 2.8 1.7.5 0 .9-.1 1.2-.3.1-.6.4-1 .7-1.3-2.7-.4-4.4-1.7-4.4-4.9 0-1.2.4-2.2 1.1-3-.2-.6-.3-1.8.2-3 1.2 0 2.2.6 2.9 1.1a9.4 9.4 0 0 1 4.2 0c.7-.5 1.7-1.1 2.9-1.1.5 1.2.4 2.4.2 3 .7.8 1.1 1.8 1.1 3 0 3.2-1.7 4.5-4.4 4.9.5.5.8 1.2.8 2.2v3.1Z"
      />
    </svg>
  );
}
