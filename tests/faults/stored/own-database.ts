import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * A database and a user who owns it and no more, as an operator would make them. A superuser would
 * have connections of its own kept for it, and would never find the server full.
 *
 * @param url of a superuser
 */
export async function ownDatabase(
  url: string,
): Promise<{ readonly serverUrl: string; readonly superuserUrl: string }> {
  const password = randomBytes(16).toString('hex');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE ROLE gatehouse LOGIN PASSWORD '${password}'`);
    await client.query('CREATE DATABASE gatehouse OWNER gatehouse');
  } finally {
    await client.end();
  }
  const superuserUrl = new URL(url);
  superuserUrl.pathname = '/gatehouse';
  const serverUrl = new URL(superuserUrl);
  serverUrl.username = 'gatehouse';
  serverUrl.password = password;
  return { serverUrl: serverUrl.href, superuserUrl: superuserUrl.href };
}
