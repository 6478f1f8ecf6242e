// Rows are chosen by their boxes, all rows of a file together: it is files that are deleted.

const boxes = () => [...document.querySelectorAll("#listed td.box input")];

export const selected = () => new Set(boxes().filter((box) => box.checked).map((box) => box.value));

export function select(files) {
  for (const box of boxes()) box.checked = files.has(box.value);
  tell();
}

function tell() {
  const button = document.querySelector("#selection button");
  if (!button) return;
  const [all, some] = [boxes().length, boxes().filter((box) => box.checked).length];
  button.disabled = !some;
  button.textContent = some ? `Delete selected (${some})` : "Delete selected";
  const every = document.getElementById("all");
  [every.hidden, every.checked, every.indeterminate] = [false, some === all, some > 0 && some < all];
}

document.addEventListener("change", ({ target }) => {
  if (target.id === "all") for (const box of boxes()) box.checked = target.checked;
  else if (!target.matches("td.box input")) return;
  else for (const box of boxes()) if (box.value === target.value) box.checked = target.checked;
  tell();
});

select(selected()); // a browser may remember them when the page is loaded again
