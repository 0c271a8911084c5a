import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { type Answer, decode, encode } from 'dns-packet';

/** What a name means: addresses and one alias; or no answer at all. */
export interface Meaning {
  readonly addresses?: readonly string[];
  readonly alias?: string;
  /** addresses of this family are never told */
  readonly silentAbout?: 'A' | 'AAAA';
}

/** A name server on loopback, which says what no honest one would. */
export interface NameServer {
  /** for `Resolver.setServers` */
  readonly address: string;
  /** each question, in order: `A host` */
  readonly asked: string[];
  /** What a name means from now on; a list is used up, and its last one stays. */
  means(name: string, ...meanings: (Meaning | 'silence')[]): void;
  close(): void;
}

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  const names = new Map<string, (Meaning | 'silence')[]>();
  const asked: string[] = [];
  // A name of its own, or any of a domain: `*.example`.
  const known = (name: string) => names.get(name) ?? names.get(name.replace(/^[^.]+/, '*'));
  // Both families of one question have the same answer, whichever of them comes first.
  const meaningOf = (name: string, type: string) => {
    const meanings = known(name) ?? [{}];
    const index = asked.filter((question) => question === `${type} ${name}`).length - 1;
    return meanings[Math.min(index, meanings.length - 1)] ?? {};
  };
  socket.on('message', (message, from) => {
    const query = decode(message);
    const [{ name, type } = { name: '', type: 'A' as const }] = query.questions ?? [];
    asked.push(`${type} ${name}`);
    const meaning = meaningOf(name, type);
    if (meaning === 'silence' || meaning.silentAbout === type) return;
    const answers: Answer[] = [];
    let owner = name;
    if (meaning.alias !== undefined) {
      answers.push({ type: 'CNAME', name, ttl: 0, data: meaning.alias });
      owner = meaning.alias;
    }
    for (const data of meaning.addresses ?? []) {
      const of = isIPv4(data) ? 'A' : 'AAAA';
      if (of === type) answers.push({ type: of, name: owner, ttl: 0, data });
    }
    const isUnknown = known(name) === undefined;
    socket.send(
      encode({
        type: 'response',
        id: query.id ?? 0,
        flags: 0x0180 + (isUnknown ? 3 : 0),
        questions: query.questions ?? [],
        answers,
      }),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    means: (name, ...meanings) => names.set(name, meanings),
    close: () => void socket.close(),
  };
}
