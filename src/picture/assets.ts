// The build puts what comes of this in the place of this module: the package holds two texts, and no bundler.

/** The page's own code and style. */
export interface Assets {
  readonly code: string;
  readonly style: string;
}

const bundler: { bundle(): Promise<Assets> } = await import(new URL('bundle.mjs', import.meta.url).href);

export const { code, style }: Assets = await bundler.bundle();
