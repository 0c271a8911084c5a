import { type Answer, answerOf, registrationAnswer } from './client.ts';

/** A client that knows what it was answered when it registered, and manages that (RFC 7592). */
export class Registered {
  readonly answer: Answer['body'];

  constructor(answer: Answer['body']) {
    this.answer = answer;
  }

  static async at(issuer: string, metadata: object = {}): Promise<Registered> {
    const { status, body } = await registrationAnswer(issuer, metadata);
    if (status !== 201) throw new Error(`registration: ${status} ${JSON.stringify(body)}`);
    return new Registered(body);
  }

  get clientId(): string {
    return String(this.answer.client_id);
  }

  get uri(): string {
    return String(this.answer.registration_client_uri);
  }

  get token(): string {
    return String(this.answer.registration_access_token);
  }

  /** A request to its own address, with its own token unless told. */
  async ask(method: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const sent = {
      authorization: `Bearer ${this.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    return answerOf(await fetch(this.uri, { method, headers: sent, ...(body && { body }) }));
  }

  read(): Promise<Answer> {
    return this.ask('GET');
  }

  /** Replaces the metadata with this; the id is there unless told. */
  replace(metadata: object): Promise<Answer> {
    return this.ask('PUT', JSON.stringify({ client_id: this.clientId, ...metadata }));
  }

  remove(): Promise<Answer> {
    return this.ask('DELETE');
  }
}
