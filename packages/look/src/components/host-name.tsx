/**
 * A host, or a host with a port, that breaks where it has to, but not within what most likely names its owner:
 * its last two labels, or three where the one before the last is short, as in `example.co.uk`. So the last line of
 * a long one says whose it is. It is not set off: whose `name.github.io` is, the last two labels do not say.
 */
export function Host({ host }: { readonly host: string }) {
  const { before, end } = hostInParts(host);
  return (
    <span class="host" dir="ltr">
      {before}
      <span class="host-end">{end}</span>
    </span>
  );
}

/** An IP address has no owner in it. */
const ADDRESS = /^(?:[\d.]+|\[.*\])(?::\d+)?$/;

/** @returns what may be broken, with its last dot, and what may not */
export function hostInParts(host: string): { readonly before: string; readonly end: string } {
  if (ADDRESS.test(host)) return { before: '', end: host };
  const labels = host.split('.');
  const isShort = (labels.at(-2)?.length ?? 0) <= 3;
  const at = Math.max(0, labels.length - (isShort ? 3 : 2));
  const before = labels.slice(0, at).map((label) => `${label}.`);
  return { before: before.join(''), end: labels.slice(at).join('.') };
}
