import type { Allowed } from './canaries.ts';

/**
 * What may be seen, as short as it can be. A secret is whatever somebody sends, unless it is named here. An
 * answer goes to whoever asked, so that what it repeats is known to them; a log and a page are read by others.
 */
export const ALLOWED: readonly Allowed[] = [
  {
    endpoint: /^authorization$/,
    field: / of a form$/,
    where: /^(?:location of )?a redirect of authorization$/,
    why: 'a posted request is redirected to the same request, with all that it has',
  },
  {
    endpoint: /^authorization$/,
    field: /^state$/,
    where: /^(?:location of )?a redirect of authorization$|^a page of authorization$/,
    why: 'it goes back to the client (RFC 6749 §4.1.2), over a page where that has to wait',
  },
  {
    endpoint: /^authorization$/,
    field: /^(?:client_id|redirect_uri)(?: of a form| in the query)?$/,
    where: /^a page of authorization$/,
    why: 'whoever makes the app reads in the details of an error what it asked for',
  },
  {
    endpoint: /./,
    field: /^header origin$/,
    where: /^access-control-allow-origin of /,
    why: 'CORS repeats the origin that may read (Fetch §3.3.3)',
  },
  {
    endpoint: /^registration$/,
    field:
      /^(?:client_name|client_uri|logo_uri|policy_uri|tos_uri|redirect_uris|redirect_uris, scheme|contacts|software_id|software_version)$/,
    where: /^an answer of (?:registration|clientConfiguration)$/,
    why: 'what was registered is in the answer (RFC 7591 §3.2.1, RFC 7592 §3)',
  },
  {
    endpoint: /^registration$/,
    field: /^(?:client_name|client_uri|policy_uri|tos_uri|redirect_uris)$/,
    where: /^a page of (?:interaction|consent|resume|authorization)$/,
    why: 'people are told who asks, and where the answer goes',
  },
  {
    endpoint: /^registration$/,
    field: /^redirect_uris$/,
    where: /^(?:location of )?a redirect of resume$/,
    why: 'the answer goes there',
  },
  {
    endpoint: /^token$/,
    field: /^scope of /,
    where: /^an answer of token$/,
    why: 'the library repeats which scope is refused',
  },
  {
    endpoint: /./,
    field: /^header host$/,
    where: /^log(?: of mcp)?$/,
    why: 'who has set the public URL wrong reads which host is asked for; it is no secret',
  },
  {
    endpoint: /./,
    field: /^header x-request-id$/,
    where: /^log$/,
    why: 'it is there to be found in logs',
  },
  {
    endpoint: /^mcp$/,
    field: /^id(?: in a batch)?$|^progressToken$/,
    where: /^an answer of mcp$/,
    why: 'JSON-RPC repeats it, so that the caller knows what was answered',
  },
  {
    endpoint: /^mcp$/,
    field: /^(?:argument data|name of a tool|header host|header mcp-protocol-version)$/,
    where: /^an answer of mcp$/,
    why: 'the tool of the example repeats its argument, and the SDK what it does not know',
  },
];
