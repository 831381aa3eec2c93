// What a choice opens is brought into sight, above the bar at the bottom, so that the thumb need not search for it.
export function reveal(part: HTMLElement): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => part.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" }));
}
