// The little the pages need beyond HTMX and the islands: a workbook may be dropped on any `.drop` that holds an input
// of type file.
function wake(part) {
  for (const drop of part.querySelectorAll(".drop:not([data-awake])")) {
    const input = drop.querySelector("input[type=file]");
    if (!input) continue;
    drop.dataset.awake = "";
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

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));
