import { cpSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageFolder, run } from '../consumer-project.ts';

/** Versions are those that were newest in November 2026. */
const dependencies = {
  '@codegenie/serverless-express': '5.0.0',
  '@types/express': '^4.17.21',
  '@types/node': '^22.0.0',
  express: '^4.18.0',
  'express-5': 'npm:express@^5.0.0',
  hono: '^4.0.0',
  jose: '^6.0.0',
  'serverless-http': '4.0.0',
};

/**
 * A project that has installed the tarball with Express 4 and adapters for Lambda, by a package manager
 * that refuses peers which do not fit.
 *
 * @returns what its programs printed
 */
export function tryInstalled({ folder, tarball }: { folder: string; tarball: string }): string {
  const project = join(folder, 'installed');
  mkdirSync(project);
  const manifest = {
    private: true,
    type: 'module',
    dependencies: {
      '@gatehouse/auth-core': `file:${tarball}`,
      ...dependencies,
    },
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const settings = ['--config.strict-peer-dependencies=true', '--config.auto-install-peers=false'];
  run('pnpm', ['install', '--ignore-workspace', '--ignore-scripts', ...settings], project);
  const programs = ['express4.mjs', 'lambda.mjs', 'copies.mjs', 'express4-types.ts'];
  for (const program of programs) cpSync(join(folder, program), join(project, program));
  const modules = join(project, 'node_modules');
  cpSync(realpathSync(join(modules, '@gatehouse/auth-core')), join(modules, 'auth-core-copy'), {
    recursive: true,
  });
  const printed = programs.slice(0, 3).map((program) => run(process.execPath, [program], project));
  const compiler = join(packageFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--types', 'node'];
  const modern = ['--module', 'nodenext', '--target', 'es2022'];
  run(process.execPath, [compiler, ...strict, ...modern, 'express4-types.ts'], project);
  return `${printed.join('')}Types of Express 4: the adapter compiles with them`;
}
