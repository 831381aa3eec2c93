import type { Words } from "../words.ts";

export const start: Words["start"] = {
  opening: "Opening the book on this phone…",
  fetchingPart: "Opening this part…",
  partMissing: "This part is not on the phone yet. Connect once to fetch it; then it works without signal.",
  goBack: "Back",
  plainTabWarning: "RUNNING IN A BROWSER TAB, NOT AS AN APP: for trying out only, the browser may delete records.",
  fetchingDoors: "Fetching tonight's doors…",
};
