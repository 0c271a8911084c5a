import { Outcome } from './document.tsx';
import { useWords } from './setting.tsx';

/** A step that was taken already, waited too long, or was begun in another browser. */
export function ExpiredPage({ reference }: { readonly reference?: string | undefined }) {
  const { expired } = useWords();
  return (
    <Outcome
      {...expired}
      mark={{ first: 'cut', second: 'cut', glyph: { at: 'server', is: 'clock' } }}
      reference={reference}
    />
  );
}

/** Whoever came too often. @param seconds as `Retry-After` says it */
export function TooManyPage({ seconds }: { readonly seconds: number }) {
  const { tooMany } = useWords();
  const when = <strong>{tooMany.when(seconds)}</strong>;
  return (
    <Outcome
      title={tooMany.title}
      message={tooMany.message}
      step={tooMany.again({ when })}
      mark={{ first: 'cut', second: 'cut', glyph: { at: 'server', is: 'pause' } }}
    />
  );
}
