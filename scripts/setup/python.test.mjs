import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NoPython, providePython } from './python.mjs';

/** @param {string} script what stands in for a Python, in the language of the shell */
function machine(script) {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-python-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const requirements = join(root, 'requirements.txt');
  writeFileSync(requirements, 'a-package==1.0\n');
  if (script !== '') {
    writeFileSync(join(root, 'python3'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(root, 'python3'), 0o755);
  }
  /** @type {string[]} */
  const said = [];
  const provide = () =>
    providePython({ root, requirements, env: { PATH: root }, say: (line) => said.push(line) });
  return { root, said, provide };
}

test('says in a line that there is no Python', async () => {
  const { provide } = machine('');
  await expect(provide()).rejects.toThrow(NoPython);
  await expect(provide()).rejects.toThrow(/^there is no Python 3\.10 or newer/);
});

test('takes an old Python for none', async () => {
  const { provide } = machine('echo False 3.9.2');
  await expect(provide()).rejects.toThrow(/^there is no Python 3\.10 or newer/);
});

test('says in a line why the packages cannot be had, and leaves nothing half done', async () => {
  const { root, provide } = machine(
    'case "$2" in venv) echo first; echo no index here; exit 1;; *) echo True 3.11;; esac',
  );
  await expect(provide()).rejects.toThrow(
    /^the packages of Python cannot be installed \(no index here\)$/,
  );
  expect(existsSync(join(root, 'node_modules'))).toBe(false);
});

test('installs once, and finds it there the next time', async () => {
  const { said, provide } = machine(
    'case "$2" in venv) /bin/mkdir -p "$3/bin"; printf "#!/bin/sh\\n" > "$3/bin/python"; /bin/chmod +x "$3/bin/python";; *) echo True 3.11;; esac',
  );
  const python = await provide();
  expect(existsSync(python)).toBe(true);
  expect(await provide()).toBe(python);
  expect(said).toHaveLength(1);
});
