/** What an element is made with: attributes (false and null leave one out), or its listeners as functions. */
type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: never) => void)>>;
type Child = Node | string | null | readonly Child[];

/** Makes an element. Texts become text nodes and nothing else: no markup of anybody's is ever parsed. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function')
      element.addEventListener(name, value as EventListener); // by its name's own event
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null) element.append(child as Node | string); // what is no list is one of the two
  }
}

/** A path whose last part stands out, and which breaks at its slashes. It keeps its direction whatever it is made of. */
export function pathOf(path: string): HTMLElement {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const folders = parts.flatMap((part) => [`${part}/`, h('wbr')]);
  return h('bdi', { class: 'path', dir: 'ltr' }, h('span', { class: 'folders' }, ...folders), h('b', {}, name));
}

/** Words of ours, in which back quotes mean code. */
export const prose = (words: string): (string | HTMLElement)[] =>
  words.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part));

/** Text for those who hear the page. */
export const heard = (text: string): HTMLElement => h('span', { class: 'heard' }, text);
/** What only those need who see it. */
export const seen = (text: string, kind = ''): HTMLElement =>
  h('span', { class: kind || null, 'aria-hidden': 'true' }, text);
