// Pages of real forks, of one file, of a dozen and of two dozen with a hundred and fifty findings.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, run } from '../support/lab.ts';
import { chromiumPath, launch, open } from './browser.ts';
import { pictureIn } from './support.ts';

const forks = [
  'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'parthpuri-elastic/connectors/dmitrii/5185-connectors-clients-serverless',
  'sbb72/connectors-python/chenhui/log-correlation',
];

describe.skipIf(lab === undefined || chromiumPath === undefined)('the page of a real fork', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each(forks)('%s', async (fork) => {
    const asked = ['-C', lab ?? '', '--fork', `refs/heads/${fork}`, '--target', 'v9.5.2'];
    const [page, json] = [await run([...asked, '-f', 'html']), await run([...asked, '-f', 'json'])];
    expect(page.code).toBe(json.code);
    const [picture, report] = [pictureIn(page.out), JSON.parse(json.out)];
    expect(picture.files.map(({ path }) => path)).toEqual(report.changes.map(({ path }: { path: string }) => path));
    expect(picture.counts).toEqual(report.counts);
    expect(picture.road.at(-1)?.release).toBe('v9.5.2');
    // every conflict of the forecast begins somewhere on the road
    const begun = new Set(picture.road.flatMap(({ conflicts }) => conflicts));
    picture.files.forEach(({ path, signs }, i) => {
      expect([path, !signs.includes('conflicts') || begun.has(i)]).toEqual([path, true]);
    });
    const opened = await open(browser, page.out);
    expect(await opened.page.locator('.tile').count()).toBe(picture.files.length);
    expect(await opened.page.locator('.rule details:visible').count()).toBe(picture.findings.length);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});
