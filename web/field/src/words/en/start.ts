import type { Words } from "../words.ts";

export const start: Words["start"] = {
  opening: "Opening the book on this phone…",
  fetchingPart: "Opening this part…",
  partMissing: "This part is not on the phone yet. Connect once to fetch it; then it works without signal.",
  goBack: "Back",
  plainTabWarning: "RUNNING IN A BROWSER TAB, NOT AS AN APP: for trying out only, the browser may delete records.",
  fetchingDoors: "Fetching tonight's doors…",
  closed: {
    unsupported: "This browser cannot keep records safely",
    unsupportedHelp: "Use a recent Chrome on Android or Safari on iPhone, and no private window.",
    otherTab: "Ba Cùng is open in another window",
    otherTabHelp: "Only one window can write, so that no record is written twice.",
    useHere: "Use it in this window",
    erased: "The data on this phone was erased",
    erasedHelp: "The browser or somebody cleared the memory of Ba Cùng. The server will be told. Recall the doors not yet sent, and ask for a new pairing code.",
    erasedGo: "Understood, pair again",
  },
  unlock: {
    title: "Enter your PIN to open the book",
    who: (name) => `${name}'s phone`,
    pin: "PIN",
    go: "Open the book",
    busy: "Opening, a few seconds…",
    wrong: "This PIN is not right.",
    wait: (seconds) => `Wrong several times. Try again in ${seconds} seconds. All records are still on the phone.`,
    left: (count) => `${count} unsent records still reach the server while the phone is locked.`,
    forgot: "Forgot the PIN?",
    forgotHelp: "Ask the commune officer for a new pairing code. Unsent records are kept and sent.",
    newCode: "Pair again with a new code",
  },
};
