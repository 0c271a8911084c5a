import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A Keycloak that keeps nothing. */
export interface KeycloakServer {
  readonly url: string;
  /** Makes a realm by its representation, as an export has it. */
  readonly createRealm: (realm: object) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Milliseconds until it has to answer; it builds itself at its first start. */
const PATIENCE = 500_000;

const ADMIN = { username: 'admin', password: 'not-a-secret' };

/**
 * Starts the Keycloak that is unpacked in `KEYCLOAK_HOME`.
 *
 * @throws Error with what it printed, where it does not come up
 */
export async function startKeycloak(port: number): Promise<KeycloakServer> {
  const { KEYCLOAK_HOME, JAVA_HOME, PATH = '' } = process.env;
  if (KEYCLOAK_HOME === undefined) {
    throw new Error('KEYCLOAK_HOME is not set: run "npm run test:interop".');
  }
  const url = `http://localhost:${port}`;
  const settings = [
    '--db=dev-mem',
    '--http-host=localhost',
    `--http-port=${port}`,
    '--log-level=warn',
  ];
  const child = spawn(join(KEYCLOAK_HOME, 'bin', 'kc.sh'), ['start-dev', ...settings], {
    env: {
      PATH,
      ...(JAVA_HOME !== undefined && { JAVA_HOME }),
      KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // The script has a Java of its own, which ends with the group.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(`${url}/realms/master`))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`Keycloak did not come up:\n${output}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
  }
  return { url, createRealm: (realm) => createRealm(url, realm), stop };
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

async function createRealm(url: string, realm: object): Promise<void> {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...ADMIN });
  const granted = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body,
  });
  const { access_token: token } = (await granted.json()) as { access_token: string };
  const created = await fetch(`${url}/admin/realms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(realm),
  });
  if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`);
}
