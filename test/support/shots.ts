// `npm run shots`: takes the pictures of the page that README shows, from a real run over a story, in the machine's Chromium.
import { statSync } from 'node:fs';
import { launch, open } from '../picture/browser.ts';
import { pageOf } from '../picture/support.ts';
import { diskOf } from './drawn.ts';

const { html } = await pageOf('a-year-behind');
const browser = await launch();
for (const colorScheme of ['light', 'dark'] as const) {
  const viewport = { width: 1180, height: 1000 };
  const { page, close } = await open(browser, html, { colorScheme, viewport, deviceScaleFactor: 1.25 });
  await page.evaluate('document.fonts.ready');
  const path = `.github/picture-${colorScheme}.png`;
  const end = await page.locator('#road').boundingBox();
  const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 0) + 24);
  await page.screenshot({ path: diskOf(path), clip: { x: 0, y: 0, width: viewport.width, height }, fullPage: true });
  await close();
  console.log(`${path}, ${Math.round(statSync(diskOf(path)).size / 1000)} kB`);
}
await browser.close();
