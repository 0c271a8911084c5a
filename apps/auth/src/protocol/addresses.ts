import {
  allEndpoints,
  type Endpoint,
  ENDPOINTS,
  type EndpointName,
  type Kind,
  type LimitName,
} from './endpoints.ts';

/** The names that a path holds places for. */
type Places<Path extends string> = Path extends
  | `${infer One}/${infer Rest}`
  | `${infer One}.${infer Rest}`
  ? Places<One> | Places<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

/** The path of an endpoint with its places filled in, which have to be good for a path as they are. */
export function addressOf<Path extends Endpoint['path']>(
  { path }: { readonly path: Path },
  values: Readonly<Record<Places<Path>, string>>,
): string {
  const named: Readonly<Record<string, string>> = values;
  return path.replace(/:(\w+)/g, (_, name: string) => named[name] ?? '');
}

/** What a path holds in the place of an endpoint that has one; undefined where it is not that endpoint's. */
export function placeIn({ path }: Pick<Endpoint, 'path'>, asked: string): string | undefined {
  return pattern(path).exec(asked)?.[1];
}

/** One spelling for each path: exact in case, and without a slash at the end. */
function pattern(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\.')
    // A file is called by a name with a dot; ids have none.
    .replace(/:(\w+)/g, (_, place: string) => (place === 'name' ? '([\\w.-]+)' : '([\\w-]+)'));
  return new RegExp(`^${source}$`);
}

const withoutPlaces = new Map<string, EndpointName>();
const withPlaces: [RegExp, EndpointName][] = [];
const kinds = new Map<string, Kind>();
for (const { name, path, kind } of allEndpoints) {
  if (path.includes(':')) withPlaces.push([pattern(path), name]);
  else withoutPlaces.set(path, name);
  kinds.set(firstSegment(path), kind);
}

/** The endpoint that a path is; undefined where there is none. */
export function endpointAt(path: string): EndpointName | undefined {
  return withoutPlaces.get(path) ?? withPlaces.find(([form]) => form.test(path))?.[1];
}

/** What is counted at a path, or before it. */
export function limitAt(path: string): LimitName | undefined {
  const name = endpointAt(path);
  const endpoint: Endpoint | undefined = name && ENDPOINTS[name];
  return endpoint?.limit;
}

/**
 * The kind of what a path begins with: rules hold for all that lies below an endpoint, too, whether
 * or not something answers there. What begins with nothing known is a page.
 */
export function kindAt(path: string): Kind {
  return kinds.get(firstSegment(path)) ?? 'page';
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end === -1 ? path : path.slice(0, end);
}
