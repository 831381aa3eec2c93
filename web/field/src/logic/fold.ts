// Searching names and addresses as they are typed in the dark: without accents, in any order of words.

/** Lower case, without accents; đ is d. */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

/** The given name of a Vietnamese name: its last word. */
export const givenName = (name: string): string => name.trim().split(/\s+/).at(-1) ?? "";

/** Sorts by given name, then by the whole name, as every Vietnamese list does. */
export const byGivenName = (a: string, b: string): number =>
  givenName(a).localeCompare(givenName(b), "vi") || a.localeCompare(b, "vi");

/** How well a text answers what was typed: 0 not at all, more for words that begin as typed. */
export function match(typed: string, text: string): number {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u);
  let score = 0;
  for (const part of fold(typed).split(" ").filter(Boolean)) {
    if (words.includes(part)) score += 3;
    else if (words.some((word) => word.startsWith(part))) score += 2;
    else if (part.length > 2 && fold(text).includes(part)) score += 1;
    else return 0;
  }
  return score;
}
