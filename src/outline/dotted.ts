/** Whether a string reads like a place in a package: `a.b.c` or `a.b:C`. */
export function dottedPath(text: string): boolean {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+(:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)?$/.test(text);
}
