import { writeFileSync } from 'node:fs';
import { diskOf, drawnPages } from './drawn.ts';

// `npm run docs`: draws anew what is generated in the pages, and says which changed
for (const { path, is, should } of await drawnPages()) {
  if (is === should) continue;
  writeFileSync(diskOf(path), should);
  console.log(path);
}
