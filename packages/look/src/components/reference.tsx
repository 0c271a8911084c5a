import { displaySentence } from '@gatehouse/display';

interface ReferenceProps {
  /** “Reference” */
  readonly label: string;
  readonly text: string;
}

/**
 * What a person reads to the operator, in a field that can be reached and copied by keyboard: it is selected
 * when somebody comes to it with the Tab key.
 */
export function Reference({ label, text }: ReferenceProps) {
  return (
    <div class="ref">
      <label for="reference">{label}</label>
      <input
        class="input"
        id="reference"
        readonly
        autocomplete="off"
        value={displaySentence(text)}
      />
    </div>
  );
}

/** A line to be copied: one click selects it. */
export function CopyLine({ text }: { readonly text: string }) {
  return <code class="copy">{text}</code>;
}
