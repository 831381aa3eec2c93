// The phone app's first line: remembers how the walker likes it, opens the book of this phone, draws the screens.
import { mount } from "svelte";
import "../../../src/bacung/ground/static/ground/tokens.css";
import App from "./App.svelte";
import { book } from "./parts/book.svelte.ts";
import { installing } from "./parts/install.svelte.ts";
import { looks } from "./parts/look.svelte.ts";
import { keep } from "./parts/memory.ts";
import { codeOf, here } from "./parts/place.svelte.ts";
import { mayTry, plainTab } from "./parts/plain-tab.ts";
import { showTypeface, updates } from "./parts/updates.svelte.ts";
import { openPhone } from "./phone.ts";
import "./styles/app.css";
import { spoken } from "./words/spoken.svelte.ts";

declare const __APP__: string;

async function begin(place: HTMLElement): Promise<void> {
  installing.watch();
  looks.remember();
  await spoken.remember();
  const code = codeOf(location.hash);
  if (code) {
    // Kept over the installing, and out of the address, which may be shown to others.
    keep("code", code);
    history.replaceState(null, "", location.pathname + location.search);
  }
  here.watch();
  await mayTry();
  mount(App, { target: place, props: { plainTab: plainTab() } });
  void updates.keep().catch(() => undefined);
  book.open(await openPhone(__APP__));
  updates.fetchTheRest();
  if (await caches.match("fonts.css").catch(() => undefined)) showTypeface();
}

const place = document.getElementById("app");
if (place) void begin(place);
