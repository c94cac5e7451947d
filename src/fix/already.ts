import { existsSync, readFileSync } from 'node:fs';
import { readObjects } from '../git/blobs.ts';
import { encode, type Git } from '../git/run.ts';
import type { FileWrite } from '../git/write.ts';

/** The writes that the work tree does not have yet: what was fixed and not committed needs no second fix. */
export async function stillToWrite(room: Git, workTree: string, writes: readonly FileWrite[]): Promise<FileWrite[]> {
  const oids = writes.flatMap((write) => ('oid' in write ? [write.oid] : []));
  const objects = await readObjects(room, oids);
  const known = new Map(oids.map((oid, i) => [oid, objects[i]?.content]));
  return writes.filter((write) => {
    const disk = Buffer.concat([Buffer.from(`${workTree}/`), encode(write.path)]);
    if (write.mode === null) return existsSync(disk);
    const content = 'oid' in write ? known.get(write.oid) : encode(write.content);
    return content === undefined || !existsSync(disk) || !readFileSync(disk).equals(content);
  });
}
