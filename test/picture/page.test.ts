// The page as people use it, in the machine's own Chromium.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/reporters/html.ts';
import { hostile } from '../reporters/hostile.ts';
import { finding, reportOf, sample } from '../reporters/sample.ts';
import { chromiumPath, launch, type Opened, open } from './browser.ts';
import { pageOf, pictureIn, type Told } from './support.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A fork that did much, one with a copy and carries' worth of findings, one with nothing to say. */
const stories = ['a-year-behind', 'copied-source', 'carried-edit', 'clean-fork', 'hostile-names'] as const;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core calls serious or critical. */
async function violations({ page }: Opened): Promise<string[]> {
  await page.evaluate(axe); // from outside, where the page's policy does not reach
  const result: { readonly violations: readonly Violation[] } = await page.evaluate('axe.run()');
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** A browser on a machine that is busy takes its time. */
const patience = { timeout: 120_000 };

describe.skipIf(chromiumPath === undefined)('the page', patience, () => {
  let browser: Browser;
  const told = new Map<string, Told>();

  beforeAll(async () => {
    browser = await launch();
    for (const story of stories) told.set(story, await pageOf(story));
  }, 120_000);
  afterAll(() => browser?.close());

  const page = (story: (typeof stories)[number]): Told => {
    const found = told.get(story);
    if (found === undefined) throw new Error(`${story} was not told`);
    return found;
  };

  describe.each(stories)('of %s', (story) => {
    it.each(['light', 'dark'] as const)(
      'draws everything in the %s, and nobody has anything against it',
      async (colorScheme) => {
        const { html, picture } = page(story);
        const opened = await open(browser, html, { colorScheme });
        expect(await opened.page.locator('h1').count()).toBe(1);
        expect(await opened.page.locator('.tile').count()).toBe(picture.files.length);
        expect(await opened.page.locator('.rule details').count()).toBe(picture.findings.length);
        expect(await opened.page.locator('.road li').count()).toBe(picture.road.length && picture.road.length + 1);
        expect(await violations(opened)).toEqual([]);
        expect(opened.complaints).toEqual([]);
        await opened.close();
      },
    );

    it('fits a telephone', async () => {
      const opened = await open(browser, page(story).html, { viewport: { width: 360, height: 740 } });
      expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(opened.complaints).toEqual([]);
      await opened.close();
    });
  });

  it('shows what is asked for, and says so in its address', async () => {
    const { html, picture } = page('a-year-behind');
    const opened = await open(browser, html);
    const visible = opened.page.locator('.rule details:visible');
    await opened.page.getByRole('button', { name: /breaking a rule/ }).click();
    const broken = picture.files.flatMap(({ signs }, i) => (signs.includes('breaks') ? [i] : []));
    const about = picture.findings.filter(({ file }) => file !== null && broken.includes(file));
    expect(await visible.count()).toBe(about.length);
    expect(await opened.page.locator('.tile:not([data-dim])').count()).toBe(broken.length);
    expect(opened.page.url()).toMatch(/#sign=breaks$/);
    await opened.page.getByRole('button', { name: 'Show all' }).click();
    expect(await visible.count()).toBe(picture.findings.length);
    await opened.page.getByRole('searchbox').fill('dead-import');
    expect(await visible.count()).toBe(
      picture.findings.filter(({ rule }) => picture.rules[rule]?.name === 'dead-import').length,
    );
    await opened.page.getByRole('searchbox').fill('nothing like it');
    expect(await opened.page.getByText('Nothing here is what you ask for.').isVisible()).toBe(true);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it('opens as its address says', async () => {
    const { html, picture } = page('a-year-behind');
    const path = 'connectors/sources/sharepoint_online.py';
    const opened = await open(browser, html, { hash: `#file=${encodeURIComponent(path)}&level=error` });
    const mine = picture.findings.filter((one) => one.path === path && one.severity === 'error');
    expect(await opened.page.locator('.rule details:visible').count()).toBe(mine.length);
    expect(await opened.page.locator('.card h3').textContent()).toBe(path);
    await opened.close();
  });

  it('can be used by keys alone', async () => {
    const { html, picture } = page('a-year-behind');
    const opened = await open(browser, html);
    const { keyboard } = opened.page;
    const focused = (): Promise<string> =>
      opened.page.evaluate('document.activeElement.getAttribute("aria-label") ?? ""');
    await opened.page.locator('.tile[tabindex="0"]').focus();
    const start = await focused();
    await keyboard.press('ArrowRight');
    expect(await focused()).not.toBe(start);
    await keyboard.press('ArrowLeft');
    await keyboard.press('End');
    expect(await focused()).toContain(picture.files.at(-1)?.path);
    await keyboard.press('Home');
    expect(await focused()).toContain(picture.files[0]?.path);
    await keyboard.press('Enter');
    expect(await opened.page.locator('.card h3').textContent()).toBe(picture.files[0]?.path);
    await keyboard.press('Tab');
    expect(await focused()).toBe('Close this file');
    await keyboard.press('/');
    expect(await focused()).toBe('Search the findings');
    await keyboard.press('Escape');
    expect(await opened.page.locator('.card').count()).toBe(0);
    await opened.close();
  });

  it('shows the lines behind a finding when it is opened', async () => {
    const { html, picture } = page('a-year-behind');
    const opened = await open(browser, html);
    const at = picture.findings.findIndex(({ message }) => message.startsWith('MAX_RETRIES changed'));
    const { file } = picture.findings[at] ?? { file: null };
    const hunk = picture.files[file ?? -1]?.hunks.find(({ symbol }) => symbol === 'MAX_RETRIES');
    await opened.page.locator('.rule details', { hasText: 'MAX_RETRIES changed' }).first().locator('summary').click();
    expect(await opened.page.locator('del bdi').allInnerTexts()).toEqual(hunk?.removed);
    expect(await opened.page.locator('ins bdi').allInnerTexts()).toEqual(hunk?.added);
    expect(await violations(opened)).toEqual([]);
    await opened.close();
  });

  it('shows the files that a release meets', async () => {
    const { html, picture } = page('a-year-behind');
    const opened = await open(browser, html);
    await opened.page.locator('.road button').first().click();
    expect(await opened.page.locator('.tile:not([data-dim])').count()).toBe(picture.road[0]?.touches.length);
    await opened.close();
  });

  it('shows the fork among all of upstream, and back', async () => {
    const { html, picture } = page('a-year-behind');
    const opened = await open(browser, html);
    expect(await opened.page.locator('.plane > i').count()).toBe(0);
    await opened.page.getByRole('button', { name: 'In all of upstream' }).click();
    expect(await opened.page.locator('.plane > i').count()).toBe(picture.untouched.length);
    await opened.page.getByRole('button', { name: 'What you changed' }).click();
    expect(await opened.page.locator('.plane > i').count()).toBe(0);
    await opened.close();
  });

  it('is drawn again when the window changes, and keeps who reads it where they were', async () => {
    const opened = await open(browser, page('a-year-behind').html);
    await opened.page.locator('.tile').nth(2).focus();
    await opened.page.setViewportSize({ width: 700, height: 900 });
    await opened.page.waitForFunction('document.querySelector(".plane").clientWidth < 700');
    expect(await opened.page.locator('.tile:focus').count()).toBe(1);
    await opened.close();
  });

  it('can be printed', async () => {
    const opened = await open(browser, page('a-year-behind').html);
    await opened.page.emulateMedia({ media: 'print' });
    expect(await opened.page.locator('.search').isVisible()).toBe(false);
    expect(await opened.page.locator('.rule details').last().isVisible()).toBe(true);
    expect((await opened.page.pdf()).length).toBeGreaterThan(10_000);
    await opened.close();
  });

  it('says where else to look when scripts are switched off', async () => {
    const opened = await open(browser, page('a-year-behind').html, { javaScriptEnabled: false });
    expect(await opened.page.locator('main').innerText()).toMatch(/3 files break the rules.*fork-lint -f markdown/s);
    await opened.close();
  });

  it('shows a report of which nothing is known but findings', async () => {
    const opened = await open(browser, html(sample));
    expect(await opened.page.locator('#road, #map, .switch').count()).toBe(0);
    expect(await opened.page.locator('#own td').first().innerText()).toBe('new');
    expect(await opened.page.locator('#carries th[scope="row"]').innerText()).toBe('jira-ping');
    expect(await violations(opened)).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it.each([
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '<!--<script>',
    ']]>',
    "');alert(1)//",
    '&lt;b&gt;',
    '\u202egnp.exe',
    '\u001b[31mred',
    '\udcff\udc80',
    'https://example.org/evil.js',
  ])('reads %j as the text it is', async (text) => {
    const report = reportOf([finding({ path: text, message: text, commands: [text] })]);
    const opened = await open(browser, html(report));
    await opened.page.locator('summary').click();
    const shown = pictureIn(html(report)).findings[0]?.message ?? '';
    expect(await opened.page.locator('.message').textContent()).toBe(shown);
    expect(await opened.page.locator('script').count()).toBe(2);
    expect(await opened.page.locator('img, svg, iframe, link, object').count()).toBe(0);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it('holds nothing that acts, whatever a fork is called', async () => {
    for (const report of fc.sample(hostile, { numRuns: 8, seed: 8 })) {
      const opened = await open(browser, html(report));
      await opened.page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      expect(await opened.page.locator('script').count()).toBe(2);
      expect(
        await opened.page.locator('img, svg, iframe, link, object, [onerror], [onload], [style*="url"]').count(),
      ).toBe(0);
      const links: string[] = await opened.page
        .locator('a')
        .evaluateAll((all) => all.map((a) => `${a.getAttribute('href')}`));
      for (const link of links) expect(link).toMatch(/^(?:#|https?:\/\/)/);
      expect(opened.complaints).toEqual([]);
      await opened.close();
    }
  });
});
