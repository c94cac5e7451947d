import { createHash } from 'node:crypto';
import { code, style } from '../picture/assets.ts';
import { pictureOf } from '../picture/draw.ts';
import { headline } from '../picture/words.ts';
import type { Report } from '../report.ts';
import { display } from './display.ts';
import { asJson, htmlText } from './escape.ts';

/**
 * The picture: one file that needs nothing else. The report lies in it as data that no parser of HTML looks into; the only
 * script and the only style that may run are those whose hashes the policy names, and nothing may be loaded.
 */
export function html(report: Report): string {
  const picture = pictureOf(report);
  const { ref } = picture.fork;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${htmlText(ref)} against its upstream</title>`,
    `<style>${style}</style>`,
    `<main id="picture"><p>${headline(picture).map(htmlText).join(' ')}</p><noscript><p>The picture is drawn by a script of its own, and scripts are switched off here. What it shows stands in the text report too: fork-lint -f markdown</p></noscript></main>`,
    `<script type="application/json" id="report">${inert(picture)}</script>`,
    `<script>${code}</script>`,
  ].join('\n')}\n`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** JSON with every text made harmless for eyes, and without what could end the element that it stands in. */
function inert(value: unknown): string {
  const codes = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' } as const;
  return asJson(harmless(value)).replace(/[<>&]/g, (found) => codes[found as keyof typeof codes]); // the class is the keys
}

function harmless(value: unknown): unknown {
  if (typeof value === 'string') return display(value);
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, harmless(inner)]));
}
