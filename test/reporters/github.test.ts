import { describe, expect, it } from 'vitest';
import { github } from '../../src/reporters/github.ts';
import { commandsIn } from './runner.ts';
import { finding, reportOf } from './sample.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => finding({ path: `f${i % 3}.py`, line: i + 1, message: `finding ${i}` }));

describe('annotations', () => {
  it('are all there while the runner takes them', () => {
    expect(commandsIn(github(reportOf(many(9)))).map(({ data }) => data)).not.toContainEqual(
      expect.stringMatching(/more/),
    );
  });

  it('are nine and one that says how many there are', () => {
    const commands = commandsIn(github(reportOf(many(30))));
    expect(commands.length).toBe(10);
    expect(commands.at(-1)).toEqual({
      name: 'error',
      properties: { title: 'fork-lint' },
      data: '21 more errors: see the summary of the job',
    });
  });

  it('tell of each file before they tell more of one', () => {
    const files = commandsIn(
      github(reportOf([...many(12)].sort((a, b) => (a.path ?? '').localeCompare(b.path ?? '')))),
    );
    expect(files.slice(0, 6).map(({ properties }) => properties['file'])).toEqual([
      'f0.py',
      'f1.py',
      'f2.py',
      'f0.py',
      'f1.py',
      'f2.py',
    ]);
  });

  it('say what was not checked before anything else of that level', () => {
    const printed = github(
      reportOf([finding({ severity: 'warn' })], {
        notes: [{ kind: 'undetermined', text: 'config.yml is ignored by git' }],
      }),
    );
    expect(commandsIn(printed).map(({ data }) => data)[0]).toBe('config.yml is ignored by git');
  });

  it('leave out what is carried', () => {
    expect(commandsIn(github(reportOf([finding({ carried: true })])))).toEqual([]);
  });

  it('stay below what the runner cuts', () => {
    const [command] = commandsIn(github(reportOf([finding({ message: 'x'.repeat(10_000) })])));
    expect(command?.data.length).toBeLessThan(4096);
  });

  it('have no file where the path could not stand as it is', () => {
    const [strange, plain] = commandsIn(
      github(reportOf([finding({ path: 'a\u001b[31mb.py', line: 3 }), finding({ path: 'a:b,c%25=d.py', line: 3 })])),
    );
    expect(strange?.properties).toEqual({ title: 'fork-lint: framework-edit' });
    expect(strange?.data).toMatch(/^a\\x1b\[31mb\.py:3: /);
    expect(plain?.properties).toMatchObject({ file: 'a:b,c%25=d.py', line: '3' });
  });
});
