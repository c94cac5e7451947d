import { spawn } from 'node:child_process';
import { shellIn, type Talk, type Talking } from './shell.ts';

/** Starts git to be asked by and by: by way of the shell, or as a child of ours. */
export function talk(order: Talking): Talk {
  return shellIn(order.env)?.talk(order) ?? alone(order);
}

function alone({ argv, cwd, env, heard, ended }: Talking): Talk {
  const child = spawn('git', argv, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let err = '';
  child.stdin.on('error', () => {}); // its exit code tells the story
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.on('data', heard);
  child.on('error', ended);
  child.on('close', (exit) => ended({ code: exit ?? 128, err })); // killed by a signal
  return { say: (text) => void child.stdin.write(text), end: () => void child.stdin.end() };
}
