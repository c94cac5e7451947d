type Step = readonly [x: number, y: number];

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One of the elements can be reached by Tab, the others from it by the arrow keys, Home and End: to where they are seen. */
export function goesByArrows(plane: HTMLElement, elements: readonly HTMLElement[]): void {
  for (const element of elements) element.tabIndex = element === elements[0] ? 0 : -1;
  plane.addEventListener('focusin', ({ target }) => {
    for (const element of elements) element.tabIndex = element === target ? 0 : -1;
  });
  plane.addEventListener('keydown', (event) => {
    const from = elements.find((element) => element === document.activeElement);
    const step = steps[event.key];
    if (!from) return;
    if (step) nearest(from, elements, step)?.focus();
    else if (event.key === 'Home') elements[0]?.focus();
    else if (event.key === 'End') elements.at(-1)?.focus();
    else return;
    event.preventDefault();
  });
}

/** The nearest element on that side; what lies straight ahead is nearer than what lies aslant. */
function nearest(from: HTMLElement, elements: readonly HTMLElement[], [x, y]: Step): HTMLElement | undefined {
  const [fromX, fromY] = middle(from);
  const ahead = elements.flatMap((element) => {
    const [toX, toY] = middle(element);
    const [along, aside] = x ? [(toX - fromX) * x, toY - fromY] : [(toY - fromY) * y, toX - fromX];
    return along > 1 ? [{ element, distance: along + 2 * Math.abs(aside) }] : [];
  });
  return ahead.sort((a, b) => a.distance - b.distance)[0]?.element;
}

function middle(element: HTMLElement): readonly [x: number, y: number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}
