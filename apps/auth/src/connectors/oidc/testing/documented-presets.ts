import { readFileSync } from 'node:fs';
import type { JWTPayload } from 'jose';

const PAGE = new URL('../../../../../../docs/operations/openid-providers.md', import.meta.url);

/** What the page says of one provider. */
export interface Preset {
  /** the heading of its section */
  readonly name: string;
  readonly text: string;
  /** its variables */
  readonly environment: Readonly<Record<string, string>>;
  /** claims beside those that a provider adds to each: audience, times, nonce */
  readonly idToken: JWTPayload;
  readonly userinfo?: JWTPayload;
}

/**
 * The sections of the page on providers that have variables, read as an operator would copy them.
 *
 * @throws Error where a section has no ID token, or a block that cannot be read
 */
export function documentedPresets(): Preset[] {
  const [, ...sections] = readFileSync(PAGE, 'utf8').split(/^## /m);
  return sections.map((section) => {
    const [name = '', ...lines] = section.split('\n');
    const text = lines.join('\n');
    const [idToken, userinfo] = blocksOf(text, 'json').map(
      (block) => JSON.parse(block) as JWTPayload,
    );
    const [variables] = blocksOf(text, 'sh');
    if (idToken === undefined || variables === undefined) throw new Error(`${name} lacks a block`);
    return { name, text, environment: read(variables), idToken, ...(userinfo && { userinfo }) };
  });
}

function blocksOf(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].map(([, content = '']) => content);
}

/** `NAME=value`, or with quotes around the value, as a shell and Docker Compose both take them. */
function read(block: string): Record<string, string> {
  const lines = block.trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, quoted, plain] = /^([A-Z\d_]+)=(?:"([^"$\\]*)"|([^\s"$#]+))$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`not a line that can be copied: ${line}`);
      return [name, quoted ?? plain ?? ''];
    }),
  );
}
