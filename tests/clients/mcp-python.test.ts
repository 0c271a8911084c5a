import { pythonProgram } from './python.ts';
import { describeClient } from './suite.ts';

describeClient(
  'mcp-python',
  {
    firstRequest: { offlineAccess: true, prompt: 'consent' },
    authMethod: undefined,
    refreshScope: 'none',
    stepUp: { kind: 'in place' },
  },
  pythonProgram('mcp'),
);
