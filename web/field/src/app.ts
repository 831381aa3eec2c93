// The phone app's first line: finds its place in the page and draws itself there.
import { mount } from "svelte";
import "../../../src/bacung/ground/static/ground/tokens.css";
import App from "./App.svelte";
import "./styles/app.css";

const place = document.getElementById("app");
if (place) {
  place.replaceChildren();
  mount(App, { target: place });
}
