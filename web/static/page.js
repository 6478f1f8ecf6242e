// The chat page. Without these scripts the links of an answer open the articles' own pages.
import { closeArticle } from "./citations.js";
import { restoreDraft } from "./draft.js";
import "./judge.js";
import "./menus.js";
import { put, takenOver } from "./orders.js";
import { showPast } from "./past.js";
import { refusal } from "./refusal.js";
import { settled } from "./sending.js";
import "./session.js";

// Gradio labels each message with its source text, which here is HTML; a screen reader is to hear the message itself.
function name(element, label) {
  if (element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
}

function relabel(chat) {
  for (const message of chat.querySelectorAll('[data-testid="user"], [data-testid="bot"]')) {
    name(message, message.dataset.testid === "user" ? "Question" : "Answer");
  }
  // Its own label takes in the button beside it.
  const question = document.querySelector("#question textarea");
  if (question) name(question, "Your question");
}

// A new answer begins at its question, and its sources at the top of the panel; an article that is being read stays.
let [last, asking] = [undefined, undefined]; // the ids of the last question, and of the one that is being answered
function follow(chat) {
  const question = [...chat.querySelectorAll(".question")].at(-1);
  const pending = chat.querySelector(".pending")?.closest(".message-row").previousElementSibling?.querySelector(".question");
  if (question?.id === last && pending?.id === asking) return;
  const fresh = question?.id !== last;
  const box = document.querySelector("#question textarea");
  if (fresh && question && box.value.trim() === question.textContent.trim()) put(box, ""); // one that was refused stays in it
  const shown = fresh ? question : (pending ?? document.getElementById(asking));
  if (fresh || pending) closeArticle();
  [last, asking] = [question?.id, pending?.id];
  if (!shown) return;
  shown.closest(".message-row").scrollIntoView({ block: "start" });
  if (!document.getElementById("beside")) document.getElementById("sources").scrollTop = 0;
  showPast();
}

// What the server has said so far, to tell when it has said something else.
let said = "";
function heard(chat) {
  const parts = [...chat.querySelectorAll(".question, .pending, .notice, .link")];
  const now = parts.map((part) => part.id || part.href || part.className).join();
  if (now !== said || refusal()) settled();
  said = now;
}

new MutationObserver(() => {
  const chat = document.getElementById("chat");
  if (!chat) return;
  restoreDraft();
  relabel(chat);
  follow(chat);
  takenOver();
  heard(chat);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });

showPast();
