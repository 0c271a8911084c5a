import type { RequestListener } from 'node:http';

/**
 * Between the signal to stop and the end of accepting: requests are answered as before, but their
 * connections are not kept, so that none is idle in a balancer's hands when the port closes.
 */
export class Drain {
  #draining = false;

  get isDraining(): boolean {
    return this.#draining;
  }

  begin(): void {
    this.#draining = true;
  }

  around(app: RequestListener): RequestListener {
    return (req, res) => {
      if (this.#draining) res.setHeader('Connection', 'close');
      app(req, res);
    };
  }
}
