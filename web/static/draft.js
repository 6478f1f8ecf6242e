// What is being written outlives the page: Gradio loads it again when the server has been away, and so does signing in anew.

import { edit, filters, replaces } from "./orders.js";

const KEPT = "draft";
const whose = () => `${document.querySelector(".account bdi")?.textContent ?? ""} ${location.href}`;
const box = () => document.querySelector("#question textarea");
let kept = read();

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null; // a browser may keep nothing for this site
  }
}

addEventListener("pagehide", () => {
  if (box()) sessionStorage.setItem(KEPT, JSON.stringify({ whose: whose(), text: box().value, replaces, filters }));
});

export function restoreDraft() {
  if (!kept || !box()) return;
  if (kept.whose === whose() && kept.text && !box().value) edit(kept.text, kept.replaces, kept.filters);
  kept = null;
}
