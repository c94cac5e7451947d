import { writeFileSync } from 'node:fs';
import { diskOf, drawnPages } from './drawn.ts';

// `npm run docs [-- RULE …]`: draws anew what is generated in the pages, and says which changed
const wanted = process.argv.slice(2);
for (const { path, is, should } of await drawnPages(wanted.length ? wanted : undefined)) {
  if (is === should) continue;
  writeFileSync(diskOf(path), should);
  console.log(path);
}
