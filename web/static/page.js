// The chat page. Without these scripts the links of an answer open the articles' own pages.
import { closeArticle } from "./citations.js";
import "./judge.js";
import "./orders.js";
import { showPast } from "./past.js";
import { notWaiting } from "./sending.js";

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

// A question that has been taken leaves the box; one that was refused, because too many are asking, stays in it.
function empty(box) {
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// A new answer begins at its question, and its sources at the top of the panel.
let [last, state] = ["", ""];
function follow(chat) {
  const question = [...chat.querySelectorAll(".question")].at(-1);
  const asked = question?.id ?? "";
  const now = asked + (chat.querySelector(".pending") ? " asked" : " answered");
  if (now === state) return;
  if (asked !== last) notWaiting();
  const box = document.querySelector("#question textarea");
  if (asked && asked !== last && box.value.trim() === question.textContent.trim()) empty(box);
  if (asked) {
    question.closest(".message-row").scrollIntoView({ block: "start" });
    closeArticle();
    document.getElementById("sources").scrollTop = 0;
  }
  [last, state] = [asked, now];
  if (asked && !now.endsWith(" asked")) showPast();
}

new MutationObserver(() => {
  const chat = document.getElementById("chat");
  if (!chat) return;
  relabel(chat);
  follow(chat);
  // Refused: a notice in the chat, or, where too many are asking, Gradio's own message.
  if (document.querySelector("#chat .message-row:last-child .notice, .toast-body")) notWaiting();
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });

showPast();
