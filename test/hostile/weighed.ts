// Runs the program as a process of its own, to know what it takes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nobody } from '../states/support/git.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
/** Linux's high-water mark of this one program: what the system tells of a child begins with what its parent had. */
const scale = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  const mark = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  process.on('exit', () => process.stderr.write('\\nweighs ' + mark()));
`)}`;

export interface Weighed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  /** The most that our own process had of it; git's are not counted. */
  readonly megabytes: number;
}

/** Runs a command line in a directory, with no configuration of anybody's. */
export function weigh(argv: readonly string[], cwd: string): Promise<Weighed> {
  const began = performance.now();
  const args = ['--import', loader, '--import', scale, join(root, 'src', 'bin.ts'), ...argv];
  const child = spawn(process.execPath, args, { cwd, env: nobody, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  return new Promise((done) => {
    child.on('close', (code) => {
      const [said = '', weight] = Buffer.concat(err).toString().split('\nweighs ');
      const seconds = (performance.now() - began) / 1000;
      done({ code, out: Buffer.concat(out).toString(), err: said, seconds, megabytes: Number(weight) / 1024 });
    });
  });
}
