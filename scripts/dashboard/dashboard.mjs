import { dashboardOf } from './layout.mjs';
import { database, http, mcp } from './machine.mjs';
import { glance, signIn, tokens } from './people.mjs';

/** Where it is, in the repository. */
export const FILE = 'deploy/grafana/gatehouse.json';

/** What is to be there. */
export const dashboard = dashboardOf([glance, signIn, tokens, http, database, mcp]);
