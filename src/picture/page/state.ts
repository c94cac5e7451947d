import type { Picture } from '../model.ts';
import { everything, hashOf, shownBy, type View, viewOf } from '../view.ts';

/** A view and what it lets through. */
export interface Shown extends ReturnType<typeof shownBy> {
  readonly view: View;
}

/** What the page shows now. Every part of it draws itself again when that changes. */
export interface State {
  readonly now: Shown;
  /** Asks for something more, or of the same kind something else. */
  ask(change: Partial<View>): void;
  /** Asks for everything. */
  clear(): void;
  /** Calls at once, and at every change. */
  follow(draw: (shown: Shown) => void): void;
}

/** The view lives in the page's address, so that one can be sent to somebody. */
export function stateOf(picture: Picture): State {
  const followers: ((shown: Shown) => void)[] = [];
  const at = (view: View): Shown => ({ view, ...shownBy(view, picture) });
  let now = at(viewOf(location.hash, picture));
  const show = (view: View): void => {
    now = at(view);
    for (const draw of followers) draw(now);
  };
  const go = (view: View): void => {
    const hash = hashOf(view, (i) => picture.files[i]?.path ?? '');
    history.replaceState(null, '', hash === '' ? location.pathname + location.search : `#${hash}`);
    show(view);
  };
  addEventListener('hashchange', () => show(viewOf(location.hash, picture)));
  return {
    get now() {
      return now;
    },
    ask: (change) => go({ ...now.view, ...change }),
    clear: () => go(everything),
    follow(draw) {
      followers.push(draw);
      draw(now);
    },
  };
}
