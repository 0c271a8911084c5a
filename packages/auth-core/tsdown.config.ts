import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    express: 'src/express/index.ts',
    fetch: 'src/fetch/index.ts',
    mcp: 'src/mcp/index.ts',
    'mcp-v1': 'src/mcp-v1/index.ts',
    testing: 'src/testing/index.ts',
  },
  platform: 'neutral',
  // `/testing` alone listens on a port, and imports this only when it is asked to.
  deps: { neverBundle: ['node:http'] },
  target: 'es2022',
  fixedExtension: false,
  sourcemap: false,
  dts: true,
  tsconfig: 'tsconfig.package.json',
});
