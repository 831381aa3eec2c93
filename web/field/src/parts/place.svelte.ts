// Which screen is shown. It stands in the address after #, so the phone's own back button works.

export interface Place {
  screen: string;
  /** What the screen is about: a household, "" if nothing. */
  about: string;
}

export function placeOf(hash: string): Place {
  const [screen = "", about = ""] = hash.replace(/^#\/?/, "").split("/", 2);
  return { screen: decodeURIComponent(screen), about: decodeURIComponent(about) };
}

/** The pairing code of an address that the office's page shows as QR: #pair=CODE. */
export const codeOf = (hash: string): string => /^#pair=([\w-]+)$/.exec(hash)?.[1] ?? "";

export const addressOf = (screen: string, about: string | number = ""): string =>
  `#/${encodeURIComponent(screen)}${about === "" ? "" : `/${encodeURIComponent(String(about))}`}`;

class Here {
  place = $state.raw<Place>({ screen: "", about: "" });
  /** How many screens lie below this one, so that back never leaves the app. */
  #depth = 0;

  watch(): void {
    const read = (): void => {
      this.place = placeOf(location.hash);
      scrollTo(0, 0);
    };
    addEventListener("popstate", (event: PopStateEvent) => {
      this.#depth = typeof event.state === "number" ? event.state : 0;
      read();
    });
    read();
  }

  go(screen: string, about: string | number = ""): void {
    this.#depth += 1;
    history.pushState(this.#depth, "", addressOf(screen, about));
    this.place = placeOf(location.hash);
    scrollTo(0, 0);
  }

  /** In place of the present screen. */
  turn(screen: string, about: string | number = ""): void {
    history.replaceState(this.#depth, "", addressOf(screen, about));
    this.place = placeOf(location.hash);
    scrollTo(0, 0);
  }

  back(): void {
    if (this.#depth > 0) history.back();
    else this.turn("");
  }
}

export const here = new Here();
