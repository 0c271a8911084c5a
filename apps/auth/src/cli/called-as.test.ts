import { expect, test } from 'vitest';
import { calledAs } from './called-as.ts';

test.each([
  [{}, 'gatehouse'],
  [{ npm_lifecycle_event: 'gatehouse' }, 'npm run gatehouse --'],
  [
    { npm_lifecycle_event: 'gatehouse', npm_config_user_agent: 'npm/11.6.2 node/v24.11.0' },
    'npm run gatehouse --',
  ],
  [
    { npm_lifecycle_event: 'gatehouse', npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v24' },
    'pnpm gatehouse',
  ],
  // A script of somebody's own that calls this program by its name.
  [{ npm_lifecycle_event: 'deploy', npm_config_user_agent: 'npm/11.6.2' }, 'gatehouse'],
])('with %j it is called as %s', (environment, typed) => {
  expect(calledAs(environment)).toBe(typed);
});
