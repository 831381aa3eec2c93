// A workbook may be dropped on any `.drop` that holds an input of type file.
export function wakeDrops(part) {
  for (const drop of part.querySelectorAll(".drop:not([data-awake])")) {
    drop.dataset.awake = "";
    const input = drop.querySelector("input[type=file]");
    if (!input) continue;
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
    drop.addEventListener("dragleave", () => delete drop.dataset.over);
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
