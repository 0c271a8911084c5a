/**
 * The connection string: what of it is understood, said before anything is connected to.
 *
 * It may name several servers, as libpq has it (PostgreSQL: Connection Strings, Specifying Multiple
 * Hosts): `//one:5432,two:5432/…`, or `host=one,two` with `port=` among the parameters.
 *
 * @module
 */

/** What is wrong with a connection string, for the operator. It names no part that may be secret. */
export interface UrlFault {
  /** the rest of a sentence that begins with what names the string */
  readonly problem: string;
  readonly remedy: string;
}

const FORM =
  'It reads postgresql://user:password@host:5432/database, with special characters in the password percent-encoded.';

/** Spellings of `sslmode` that the driver knows. It takes every other one for verify-full. */
const SSL_MODES = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
];

/** Those of `ssl`. The driver takes every other word for a yes, `false` too. */
const SSL_WORDS = ['true', '1', '0', 'no-verify'];

/** What is asked for of several servers. Gatehouse writes, so it always looks for the primary. */
const PRIMARIES = ['any', 'read-write', 'primary'];

/** The last `@` ends user and password, as in every URL: one in a password may stand as it is. */
const PARTS = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*)([^?#@]*)(\?[^#]*)?$/;

/**
 * The connection strings of the single servers that one stands for, in its order.
 *
 * @returns what is wrong with it otherwise
 */
export function serversOf(text: string): readonly [string, ...string[]] | UrlFault {
  const parts = PARTS.exec(text);
  if (parts === null) {
    return { problem: 'is not a Postgres connection string', remedy: FORM };
  }
  const [, begin = '', authority = '', path = '', query = ''] = parts;
  if (path.length < 2) return { problem: 'names no database', remedy: FORM };
  const parameters = new URLSearchParams(query);
  const fault = faultOf(parameters);
  if (fault !== undefined) return fault;
  const hosts = hostsOf(authority, parameters);
  if ('problem' in hosts) return hosts;
  if (hosts.length > 1) parameters.delete('target_session_attrs');
  const urls = hosts.map((host) => {
    const its = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(host.parameters)) its.set(name, value);
    const rest = its.toString();
    // What nobody has to change stays as it was spelled.
    const asked = hosts.length === 1 ? query : rest && `?${rest}`;
    return `${begin}${host.authority}${path}${asked}`;
  });
  const [first, ...others] = urls;
  if (first === undefined || !urls.every((url) => URL.canParse(url))) {
    return { problem: 'is not a Postgres connection string', remedy: FORM };
  }
  return [first, ...others];
}

interface Host {
  readonly authority: string;
  readonly parameters: Readonly<Record<string, string>>;
}

function hostsOf(authority: string, parameters: URLSearchParams): readonly Host[] | UrlFault {
  const named = parameters.getAll('host');
  if (named.length > 1) {
    return {
      problem: 'has host= more than once, and only one of them would be used',
      remedy:
        'Name the servers in one list: postgresql://user:password@one:5432,two:5432/database.',
    };
  }
  const [list] = named;
  if (list === undefined)
    return authority.split(',').map((one) => ({ authority: one, parameters: {} }));
  const hosts = list.split(',');
  const ports = (parameters.get('port') ?? '').split(',');
  if (ports.length !== 1 && ports.length !== hosts.length) {
    return {
      problem: `names ${hosts.length} hosts and ${ports.length} ports`,
      remedy: 'Name one port for all of them in port=, or one for each.',
    };
  }
  return hosts.map((host, index) => {
    const port = ports[index] ?? ports[0] ?? '';
    return { authority, parameters: { host, ...(port === '' ? {} : { port }) } };
  });
}

function faultOf(parameters: URLSearchParams): UrlFault | undefined {
  const schema = parameters.get('schema');
  if (schema !== null && schema !== 'public') {
    return {
      problem: `asks for the schema ${schema}, but Gatehouse lives in the schema public`,
      remedy: 'Give Gatehouse a database of its own and leave ?schema= out.',
    };
  }
  const mode = parameters.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) {
    return {
      problem: 'has an sslmode that there is not',
      remedy: 'Set sslmode=verify-full, or one of disable and no-verify.',
    };
  }
  const ssl = parameters.get('ssl');
  if (ssl !== null && !SSL_WORDS.includes(ssl)) {
    return {
      problem: 'has a value of ssl= that does not say what it seems to',
      remedy: 'Leave ssl= out, and set sslmode=verify-full or sslmode=disable.',
    };
  }
  const target = parameters.get('target_session_attrs');
  if (target !== null && !PRIMARIES.includes(target)) {
    return {
      problem: 'asks for a server that is no primary (target_session_attrs), but Gatehouse writes',
      remedy: 'Set target_session_attrs=read-write, or leave it out.',
    };
  }
  return undefined;
}

/** `host:port/database` for messages. No other part of a connection string may be shown. */
export function describeTarget(url: string): string {
  const servers = serversOf(url);
  if ('problem' in servers) return 'the database URL';
  const targets = servers.map(single);
  const [database] = targets.map(({ path }) => path);
  return `${targets.map(({ address }) => address).join(',')}${database ?? ''}`;
}

function single(url: string): { readonly address: string; readonly path: string } {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  const ports = searchParams.get('port') ?? port;
  return { address: `${host}:${ports === '' ? '5432' : ports}`, path: pathname };
}
