// How to speak to somebody at the door. Walkers are students and young officers: elders come first, and a guess too
// old is more courteous than one too young.

export type Sex = "male" | "female" | "";

/** Years of age on a day; the year alone makes the age a year coarse. Null if unknown. */
export function age(born: string, day: string): number | null {
  const year = Number(born.slice(0, 4));
  if (!/^\d{4}/.test(born) || !year) return null;
  const passed = born.length === 10 && born.slice(5) > day.slice(5) ? 1 : 0;
  return Number(day.slice(0, 4)) - year - passed;
}

/** "Cụ", "Ông", "Bà", "Bác", "Cô", "Chú", "Anh", "Chị", "Em", or both of a pair while the sex is unknown. */
export function formOfAddress(born: string, sex: Sex, day: string): string {
  const years = age(born, day);
  if (years === null) return pick(sex, "Anh", "Chị");
  if (years >= 80) return "Cụ";
  if (years >= 60) return pick(sex, "Ông", "Bà");
  if (years >= 50) return "Bác";
  if (years >= 35) return pick(sex, "Chú", "Cô");
  if (years >= 18) return pick(sex, "Anh", "Chị");
  return "Em";
}

const pick = (sex: Sex, man: string, woman: string): string =>
  sex === "male" ? man : sex === "female" ? woman : `${man}/${woman.toLowerCase()}`;

/** "Bà Nguyễn Thị Bình" → "Bà Bình" at the door. */
export const greet = (name: string, born: string, sex: Sex, day: string): string =>
  `${formOfAddress(born, sex, day)} ${name.trim().split(/\s+/).at(-1) ?? ""}`.trim();
