import type { Layout } from '../layout/layout.ts';
import type { Severity, When } from '../model.ts';

/** What a rule's findings count as; `off` silences the rule. */
export type Level = Severity | 'off';

/** `fork-lint.yaml` as it is written. Every key is optional, and an empty value is as good as none. */
export interface ConfigFile {
  /** Where the JSON schema of this file lies, for editors. */
  readonly $schema?: string;
  /** The remote that is the upstream, by its name or its URL. */
  readonly upstream?: string;
  /** The upstream commit the fork would merge next: a tag, a branch, or `latest`. Quote numbers: `'9.10'`. */
  readonly target?: string;
  /** Regular expressions of the branches upstream releases from. They replace the layout's. */
  readonly releaseLines?: readonly string[];
  /** Where the upstream keeps its things: the name of a known layout, a layout, or what differs from a known one. */
  readonly layout?: string | Layout | ExtendedLayout;
  /** What the findings of a rule count as, by the rule's name. */
  readonly rules?: { readonly [rule: string]: Level };
  /** `next` lets what the target will break fail the run as well. */
  readonly failOn?: When;
  /** Globs of branches on their way upstream: the framework rules are silent there. */
  readonly upstreamBranches?: readonly string[];
  /** Globs of the packages that are the fork's own. */
  readonly own?: readonly string[];
  /** The file that declares the fork's deliberate divergence; a path from the root of the repository. */
  readonly carries?: string;
  /** Only what is new since this commit may fail the run. */
  readonly newFrom?: string;
  /** The running stack that `fork-lint preflight` asks. */
  readonly stack?: StackFile;
}

/** What differs from a known layout; what is not given is inherited. */
export interface ExtendedLayout extends Partial<Layout> {
  /** The name of the known layout. */
  readonly extends: string;
  /** Places tried before those the known layout has for the same area. One without `when` always holds and replaces them. */
  readonly features?: Layout['features'];
}

/** Where the running stack answers. */
export interface StackFile {
  /** URL of Elasticsearch, or a file with its saved answers. */
  readonly elasticsearch?: string;
  /** URL of Kibana, or a file with its saved answers. */
  readonly kibana?: string;
}

/** A config as the rest of fork-lint reads it: checked, layouts resolved, and what was not given null or empty. */
export interface Config {
  readonly upstream: string | null;
  readonly target: string | null;
  /** Empty: the layout's count. */
  readonly releaseLines: readonly string[];
  readonly layout: Layout | null;
  readonly rules: ReadonlyMap<string, Level>;
  readonly failOn: When;
  readonly upstreamBranches: readonly string[];
  readonly own: readonly string[];
  /** A relative path that stays inside the repository. */
  readonly carries: string | null;
  readonly newFrom: string | null;
  readonly stack: {
    readonly elasticsearch: string | null;
    readonly kibana: string | null;
  };
}

/** What holds where there is no config file. */
export const emptyConfig: Config = {
  upstream: null,
  target: null,
  releaseLines: [],
  layout: null,
  rules: new Map(),
  failOn: 'now',
  upstreamBranches: [],
  own: [],
  carries: null,
  newFrom: null,
  stack: { elasticsearch: null, kibana: null },
};
