// The report at the top of the README is a real one, of a fork in the laboratory.
import { expect, it } from 'vitest';
import { lint } from '../states/support/lint.ts';
import { pageText } from '../support/examples.ts';
import { lab } from '../support/lab.ts';

const branch = 'brandung/elastic-connectors/9.2-brandung-poc-custom';

it.skipIf(lab === undefined)('the README shows what fork-lint says, but for what it leaves out', async () => {
  const [, command = '', shown = ''] =
    /^```console\n\$ fork-lint (.*)\n([\s\S]*?)^```$/m.exec(pageText('README.md')) ?? [];
  const flags = ['-C', lab ?? '', '--fork', `refs/heads/${branch}`, '--no-color'];
  const env = { LANG: 'C.UTF-8', CI: 'true' };
  const { out, code } = await lint('/', [...flags, ...command.split(' ')], { columns: 110, env });
  expect(code).toBe(1);
  const said = out.slice(out.indexOf('fork  ')).replace(branch, 'main');
  let at = 0;
  for (const part of shown.split(/^ *\.\.\.\n/m)) {
    const found = said.indexOf(part, at);
    expect(found, part).toBeGreaterThanOrEqual(at);
    at = found + part.length;
  }
  expect(said.slice(at).trim()).toBe('');
});
