import { randomUUID } from 'node:crypto';
import { formatDuration, parseDuration } from '@gatehouse/environment';
import type { Command } from 'commander';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { CommandError } from './command-error.ts';
import { eachNotBlank, notBlank } from './arguments.ts';
import type { CliContext } from './context.ts';

interface TokenOptions {
  readonly audience: string;
  readonly scope?: string[];
  readonly subject: string;
  readonly issuer?: string;
  readonly expiresIn: string;
}

/**
 * `gatehouse token`: makes an access token (RFC 9068), and the public key that verifies it, to try a
 * resource server by hand. No server has issued the token, and its private key is not kept.
 */
export function addTokenCommand(program: Command, context: CliContext): void {
  program
    .command('token')
    .description('make a token and a public key, to try an MCP server without any server of ours')
    .requiredOption('--audience <url>', 'the MCP server that it is for (aud)', notBlank)
    .option('--scope <scope>', 'what it allows; repeatable', eachNotBlank)
    .option('--subject <sub>', 'whose it is (sub)', notBlank, 'somebody')
    .option(
      '--issuer <url>',
      'who it says has issued it (iss); unless told, PUBLIC_URL, or http://localhost:3000',
      notBlank,
    )
    .option('--expires-in <duration>', 'how long it is good, as 90s, 15m or 12h', notBlank, '15m')
    .action(async (options: TokenOptions) => {
      const issuer = options.issuer ?? context.issuer();
      const made = await selfIssued(
        { ...options, issuer },
        Math.floor(context.now().getTime() / 1000),
      );
      const { access_token: token, expires_in: seconds, public_key_pem: pem } = made;
      const jwk = JSON.stringify(made.public_key_jwk);
      context.print(
        made,
        [
          `A token of ${issuer} for ${options.audience}, good for ${formatDuration(seconds)}:`,
          token,
          '',
          'The public key that verifies it, as PEM and as JWK:',
          pem.trim(),
          jwk,
        ].join('\n'),
      );
    });
}

async function selfIssued(options: TokenOptions & { issuer: string }, now: number) {
  const seconds = parseDuration(options.expiresIn);
  if (seconds === undefined) {
    throw new CommandError({ code: 'invalid_duration', text: options.expiresIn });
  }
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = randomUUID();
  const claims = {
    client_id: 'gatehouse-token',
    ...(options.scope && { scope: options.scope.join(' ') }),
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .setIssuer(options.issuer)
    .setAudience(options.audience)
    .setSubject(options.subject)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(privateKey);
  return {
    access_token: token,
    expires_in: seconds,
    public_key_pem: await exportSPKI(publicKey),
    public_key_jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
  };
}
