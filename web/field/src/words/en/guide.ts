import type { LaterWords } from "../later-words.ts";

export const guide: LaterWords["guide"] = {
  title: "Guide at the door",
  close: "Close the guide",
  tabs: { steps: "Activating", fraud: "Fraud", no: "When they say no" },
  steps: {
    title: "Activating on the resident's own phone",
    list: [
      "They hold their own phone. Open Play Store or App Store, type VNeID, install the app of the Ministry of Public Security.",
      "Open VNeID, press “Kích hoạt tài khoản”.",
      "They type their identity number and the phone number they registered.",
      "The OTP comes to their phone. They read it and type it themselves.",
      "They choose a password of 8–20 characters: capital, small letter, digit and special character.",
      "They choose a passcode of 6 digits.",
      "They pick two security questions they will remember.",
      "Open the wallet of papers together, show how to use it. Done.",
    ],
    dontTitle: "Never",
    dont: [
      "Never activate on your own phone or on anybody else's.",
      "Never look at, ask for or type an OTP, password or passcode.",
      "Never photograph or keep an identity card.",
      "Never carry their phone away.",
      "Never take any money.",
    ],
    noPhone: "No smartphone: activate on a computer at the station; the OTP comes to their plain phone.",
    late: "More than 7 days since the notice: call 1900.0368 (key 4). The account is not cancelled.",
  },
  fraud: {
    title: "Five sentences to remember",
    list: [
      "The police do not phone about updating VNeID, nor befriend you on Zalo to guide you.",
      "Nobody may ask for your OTP, password or passcode, not even we.",
      "Install VNeID from Play Store or App Store only. Press no links, scan no codes from strangers.",
      "The account is free. Whoever asks for a fee is a fraud.",
      "In doubt, stop, and call or visit the commune police to make sure.",
    ],
    check: "You can check on us: call the commune police on duty and ask who walks your hamlet tonight.",
  },
  no: {
    title: "Taking a no with courtesy",
    list: [
      "An account is a right, not a duty. Nobody is fined for having none.",
      "Thank them for opening the door. Do not press, do not ask a third time.",
      "Ask one thing: “Would you like us to come back another day?”",
      "Unsure is “Undecided”; no is “Refuses”. Both are good results.",
      "If they ask you not to come again: choose “Please never knock here again”.",
    ],
    pressureTitle: "When somebody presses you for numbers",
    pressure: [
      "Say: “They have not agreed, so I write down exactly that.”",
      "Never write or activate for somebody to make a figure look good.",
      "Ask the supervisor under My evening.",
    ],
  },
};
