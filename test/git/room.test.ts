import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { closeRooms, openRoom } from '../../src/git/room.ts';
import { tellHistory } from '../support/story.ts';

/** Writes objects as git does, faster than anybody can remove them, until it is ended. */
const busy = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  process.chdir(process.argv[1] + '/objects');
  console.log();
  for (let i = 0; i < 3000; i++) {
    mkdirSync('d' + i);
    writeFileSync('d' + i + '/x', '');
  }`;

it('a room that somebody is still at work in is closed without a failure, and gone at the end', async () => {
  const told = tellHistory('upstream main: a says "a\\n"');
  try {
    const room = openRoom(await openRepository(told.dir, { cwd: told.dir, env: process.env }));
    const child = spawn(process.execPath, ['-e', busy, room.dir], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    room.close();
    child.kill();
    await once(child, 'close');
    closeRooms();
    expect(existsSync(room.dir)).toBe(false);
  } finally {
    told.remove();
  }
});
