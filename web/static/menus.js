// A menu of the bar closes with a choice from it, with a click elsewhere and with Escape.

const MENUS = "#bar details[open]";

document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(target) || target.closest("a")) menu.open = false;
  }
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of document.querySelectorAll(MENUS)) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
