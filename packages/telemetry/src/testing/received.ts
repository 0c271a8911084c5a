import { bytesIn, type Message, messageOf, messagesIn, numberIn, textIn } from './protobuf.ts';

/** A span as it reached the collector. */
export interface ReceivedSpan {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'other';
  readonly traceId: string;
  readonly spanId: string;
  /** empty where it is the first of its trace */
  readonly parentSpanId: string;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** trace ids of what it is linked to */
  readonly links: readonly string[];
  /** of the process that sent it */
  readonly resource: Readonly<Record<string, unknown>>;
}

const KINDS: readonly ReceivedSpan['kind'][] = ['other', 'internal', 'server', 'client'];

/** What one request to the collector says (OTLP 1.x, `ExportTraceServiceRequest`). */
export function spansIn(contentType: string | undefined, body: Buffer): ReceivedSpan[] {
  return contentType === 'application/json'
    ? fromJson(JSON.parse(body.toString()) as JsonRequest)
    : fromProtobuf(messageOf(body));
}

function fromProtobuf(request: Message): ReceivedSpan[] {
  return messagesIn(request, 1).flatMap((ofResource) => {
    const [resource] = messagesIn(ofResource, 1);
    return messagesIn(ofResource, 2)
      .flatMap((ofScope) => messagesIn(ofScope, 2))
      .map((span) => ({
        name: textIn(span, 5),
        kind: KINDS[numberIn(span, 6)] ?? 'other',
        traceId: bytesIn(span, 1).toString('hex'),
        spanId: bytesIn(span, 2).toString('hex'),
        parentSpanId: bytesIn(span, 4).toString('hex'),
        failed: messagesIn(span, 15).some((status) => numberIn(status, 3) === 2),
        attributes: pairs(span, 9),
        links: messagesIn(span, 13).map((link) => bytesIn(link, 1).toString('hex')),
        resource: resource === undefined ? {} : pairs(resource, 1),
      }));
  });
}

function pairs(message: Message, field: number): Record<string, unknown> {
  return Object.fromEntries(
    messagesIn(message, field).map((pair) => {
      const [value = new Map()] = messagesIn(pair, 2);
      return [textIn(pair, 1), value.has(3) ? numberIn(value, 3) : textIn(value, 1)];
    }),
  );
}

interface JsonPair {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

interface JsonSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status?: { readonly code?: number };
  readonly attributes?: readonly JsonPair[];
  readonly links?: readonly { readonly traceId: string }[];
}

interface JsonRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly JsonPair[] };
    readonly scopeSpans: readonly { readonly spans: readonly JsonSpan[] }[];
  }[];
}

function fromJson({ resourceSpans }: JsonRequest): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ name, kind, traceId, spanId, parentSpanId = '', status, attributes, links }) => ({
        name,
        kind: KINDS[kind] ?? 'other',
        traceId,
        spanId,
        parentSpanId,
        failed: status?.code === 2,
        attributes: jsonPairs(attributes),
        links: (links ?? []).map((link) => link.traceId),
        resource: jsonPairs(resource.attributes),
      })),
  );
}

function jsonPairs(attributes: readonly JsonPair[] = []): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue } }) => [
      key,
      stringValue ?? Number(intValue),
    ]),
  );
}
