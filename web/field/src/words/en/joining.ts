import type { LaterWords } from "../later-words.ts";

export const joining: LaterWords["joining"] = {
  install: {
    title: "Put Ba Cùng on your home screen",
    why: "The evening's records stay on the phone until there is signal. A browser may delete them by itself; an installed app keeps them. So it has to be installed before you go out.",
    now: "Install Ba Cùng",
    android: ["Open this page in Chrome.", "Press ⋮ in the upper right corner.", "Choose “Add to Home screen”, then “Install”.", "Open Ba Cùng from the home screen."],
    ios: ["Open this page in Safari.", "Press Share (a square with an arrow up).", "Choose “Add to Home Screen”, then “Add”.", "Open Ba Cùng from the home screen."],
    keepCode: "Remember this pairing code and type it after installing:",
    done: "Installed. Open Ba Cùng from the home screen.",
    plainTab: "Try it in the browser (demonstration only)",
  },
  pair: {
    title: "Pair this phone with tonight's round",
    help: "The commune officer has a pairing code for you on the page “Phones”. It works once.",
    code: "Pairing code",
    scan: "Scan the code with the camera",
    go: "Pair this phone",
    busy: "Asking the server…",
    paired: (name) => `This phone belongs to ${name}`,
  },
  pin: {
    title: "Choose a PIN for this phone",
    help: "Six digits that only you know. A forgotten PIN loses no record: the office can still open them.",
    first: "New PIN (6 digits)",
    again: "The same PIN again",
    differ: "The two are not the same.",
    short: "A PIN has exactly 6 digits.",
    easy: "This one is too easy to guess, choose another.",
    go: "Set the PIN",
    busy: "Locking the book with the PIN, a few seconds…",
  },
};
