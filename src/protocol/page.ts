import { readMapping } from './mapping.ts';
import { readShape, type Shape } from './shape.ts';

/** The parts of the protocol that its page shows: the documents of the two indices, and the mappings of both. */
export const parts = ['connector', 'job', 'connectorMapping', 'jobMapping'] as const;
export type Part = (typeof parts)[number];

/** What the page says; null where a part is missing or cannot be understood. */
export interface ProtocolPage {
  readonly shapes: Readonly<Record<Part, Shape | null>>;
  /** Lists of allowed values: `connector.status`, `job.status`, `job.job_type` … -> the values. Both indices have a `status`. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

interface Section {
  readonly part: Part;
  readonly index: 'connector' | 'job';
  /** What the first fence after the heading holds; null before it. */
  block: string[] | null;
}

const headings: readonly (readonly [RegExp, Part])[] = [
  [/mappings? for\b.*sync-jobs/i, 'jobMapping'],
  [/mappings? for\b.*elastic-connectors/i, 'connectorMapping'],
  [/job index\b/i, 'job'],
  [/connector index\b/i, 'connector'],
];

/** Reads `docs/CONNECTOR_PROTOCOL.md`, any version of it. */
export function readPage(text: string): ProtocolPage {
  const sections = new Map<Part, Section>();
  const enums = new Map<string, string[]>();
  let [section, values, fenced, reading]: [Section | null, string[] | null, boolean, boolean] = [
    null,
    null,
    false,
    false,
  ];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      reading = fenced && section !== null && section.block === null;
      if (reading && section) section.block = [];
      values = null;
    } else if (fenced) {
      if (reading) section?.block?.push(line);
    } else if (/^#{1,6} /.test(line)) {
      section = startSection(line, sections);
      values = null;
    } else {
      values = listOf(line, section, values, enums);
    }
  }
  const shapeOf = (part: Part): Shape | null => {
    const block = sections.get(part)?.block?.join('\n');
    if (block === undefined) return null;
    return part.endsWith('Mapping') ? readMapping(block) : readShape(block);
  };
  return {
    shapes: {
      connector: shapeOf('connector'),
      job: shapeOf('job'),
      connectorMapping: shapeOf('connectorMapping'),
      jobMapping: shapeOf('jobMapping'),
    },
    enums,
  };
}

function startSection(line: string, sections: Map<Part, Section>): Section | null {
  const part = headings.find(([pattern]) => pattern.test(line))?.[1];
  if (part === undefined || sections.has(part)) return null;
  const section: Section = { part, index: part.startsWith('job') ? 'job' : 'connector', block: null };
  sections.set(part, section);
  return section;
}

/** `**Possible values for 'status'**` or `**last_sync_status enum**`, then a bullet for each value. */
function listOf(
  line: string,
  section: Section | null,
  values: string[] | null,
  enums: Map<string, string[]>,
): string[] | null {
  const title = /^\*\*(?:Possible values for\s+['"`]?(\w+)['"`]?|(\w+) enum)\*\*/i.exec(line);
  if (title && section) {
    const list: string[] = [];
    enums.set(`${section.index}.${title[1] ?? title[2]}`, list);
    return list;
  }
  const value = /^\s*[-*]\s+`([^`]+)`/.exec(line)?.[1];
  if (value === undefined || values === null) return line.trim() === '' ? values : null;
  values.push(value);
  return values;
}
