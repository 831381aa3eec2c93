import type { LaterWords } from "../later-words.ts";

export const carry: LaterWords["carry"] = {
  sendTitle: "Let the other phone scan",
  sendHelp: "Hold the phones a hand apart. The frames run by themselves until the other phone has them all.",
  making: "Locking the records and laying them out in frames…",
  frame: (number, of) => `Frame ${number} of ${of}`,
  pause: "Stay on this frame",
  resume: "Go on",
  back: "Frame before",
  forth: "Next frame",
  stop: "Done, close",
  scanTitle: "Scan the other phone's codes",
  starting: "Opening the camera…",
  scanning: (done, of) => (of ? `${done} of ${of} frames taken` : "Point the camera at the QR code"),
  done: (count) => `Complete: ${count} records taken. This phone sends them when there is signal.`,
  noCamera: "The camera does not open. Allow it in the settings, or choose pictures of the frames.",
  pictures: "Choose pictures of QR codes",
  notRead: (count) => `No code could be read in ${count} pictures.`,
  nothing: "Nothing to carry: everything is on the server.",
  codeImage: (number, of) => `QR code, frame ${number} of ${of}`,
  notOurs: "This is not a code of Ba Cùng.",
};
