import { stripVTControlCharacters } from 'node:util';

/**
 * How many columns a text takes: yargs asks `string-width` while it lays out help. Ours is plain ASCII; the package would
 * build a segmenter and the tables of all emoji at every start, 40 ms of every check. The build puts this in its place.
 */
export default function stringWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}
