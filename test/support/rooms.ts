import { afterAll } from 'vitest';

/** A shell that starts git ends by itself a second after its last answer, and its directory with it: later than a test file. */
afterAll(async () => {
  const { closeRooms } = await import('../../src/git/room.ts'); // only now: a test may put something in the place of its imports
  closeRooms();
});
