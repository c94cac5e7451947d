import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** HTML as GitHub and Buildkite make it, HTML of the text included. */
export const html = (text: string): string =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

/** What a reader sees: no tags, no invisible spaces. */
export function seen(rendered: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return rendered
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) =>
      code === undefined ? (named[name ?? ''] ?? '?') : String.fromCodePoint(Number(code)),
    )
    .replaceAll('\u200b', '');
}

/** Links, pictures and calls of people or issues in what is no code. */
export function active(rendered: string): string[] {
  const prose = rendered.replace(/<(code|pre)[ >].*?<\/\1>/gs, '');
  return [
    ...(prose.match(/<(?:a|img|script|input|sup)\b[^>]*>/g) ?? []),
    ...(seenKept(prose).match(/[@#][\w-]+/g) ?? []),
  ];
}

/** The text with its invisible spaces, as what looks for mentions has it. */
const seenKept = (prose: string): string =>
  prose.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
