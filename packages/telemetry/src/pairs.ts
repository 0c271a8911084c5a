/**
 * Pairs as OpenTelemetry's variables hold them: `name=value,other=value`, spaces around them left out,
 * values percent-encoded (OTLP exporter, “Specifying headers”; resource SDK, “environment variable”).
 *
 * @returns undefined where it is not such a list
 */
export function readPairs(text: string): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  for (const entry of text.split(',')) {
    if (entry.trim() === '') continue;
    const at = entry.indexOf('=');
    const name = entry.slice(0, at).trim();
    const value = decoded(entry.slice(at + 1).trim());
    if (at < 1 || name === '' || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return Object.fromEntries(pairs);
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
