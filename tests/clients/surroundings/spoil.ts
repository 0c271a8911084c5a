/** Signatures of the JWTs in a text are replaced, so that the MCP server answers them with 401. */
export function spoil(text: string): string {
  return text.replace(
    /(eyJ[\w-]+\.eyJ[\w-]+\.)([\w-]+)/g,
    (_jwt, signed: string, signature: string) => {
      return signed + 'A'.repeat(signature.length);
    },
  );
}
