// @vitest-environment jsdom
import { mount } from "svelte";
import { expect, test } from "vitest";
import App from "./App.svelte";

test("the app draws itself", () => {
  mount(App, { target: document.body });
  expect(document.body.textContent).toContain("Ba Cùng");
});
