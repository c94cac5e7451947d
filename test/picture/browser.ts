import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where people and distributions keep Chromium. */
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The machine's Chromium, or undefined: then the tests that need one say loudly that they were skipped. */
export const chromiumPath: string | undefined = find();

function find(): string | undefined {
  const path = [process.env['CHROMIUM_PATH'], ...usual].find((one) => one && existsSync(one));
  if (path === undefined) console.warn('skipped: tests of the picture need a Chromium; CHROMIUM_PATH says where it is');
  return path;
}

export function launch(): Promise<Browser> {
  const root = process.getuid?.() === 0; // Chromium refuses its sandbox to root
  return chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: root ? ['--no-sandbox'] : [],
  });
}

/** A page of ours in a browser, and all that it did that it should not. */
export interface Opened {
  readonly page: Page;
  /** Errors, warnings, refusals of its policy, dialogs, and requests for anything but itself. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens a page as people do, from a file. `hash` is the part of its address that starts with `#`. */
export async function open(
  browser: Browser,
  html: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-page-'));
  const file = join(dir, 'page.html');
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => void complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(`${url}${hash}`);
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { page, complaints, close };
}
