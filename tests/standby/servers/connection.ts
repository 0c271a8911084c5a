import pg from 'pg';

/** A connection to look with, which may be cut: what is asked of it then fails. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}
