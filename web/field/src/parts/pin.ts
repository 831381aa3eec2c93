// What a PIN must be: six digits, none of those that a thief tries first.
export type PinFault = "short" | "easy" | "differ";

const DIGITS = "01234567890";

export function pinFault(pin: string, again: string): PinFault | null {
  if (!/^\d{6}$/.test(pin)) return "short";
  const backwards = [...DIGITS].reverse().join("");
  if (new Set(pin).size === 1 || DIGITS.includes(pin) || backwards.includes(pin)) return "easy";
  return pin === again ? null : "differ";
}
