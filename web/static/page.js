// Leads from a citation in an answer to its excerpt in the panel, and back. Without it the links open the article's page.

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
let cameFrom = null;

function unlight() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
}

function reveal(target, link) {
  const section = target.closest(".sources");
  for (const shown of document.querySelectorAll(".sources.shown")) shown.classList.remove("shown");
  section.classList.add("shown");
  unlight();
  const card = target.closest(".card") ?? section;
  for (const part of [link, target, card]) part.classList.add("lit");
  card.scrollIntoView({ block: card === section ? "start" : "nearest", behavior: quiet.matches ? "auto" : "smooth" });
  card.focus({ preventScroll: true });
  cameFrom = link;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#chat a.chip, #chat a.show");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = document.getElementById(link.matches(".chip") ? link.id.replace("a", "c") : link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target, link);
});

// A card opens with a click on it as well; not one that ends the selection of a text.
document.addEventListener("click", (event) => {
  const card = event.target.closest?.("#sources .card");
  if (!card || event.target.closest("a") || String(getSelection())) return;
  const opened = !card.classList.contains("lit");
  unlight();
  card.classList.toggle("lit", opened);
});

async function copy(button) {
  const answer = button.closest(".answer");
  const said = answer.querySelector(".said").cloneNode(true);
  for (const unseen of said.querySelectorAll(".unseen")) unseen.remove();
  const sources = [...answer.querySelectorAll(".chip")].map(
    (chip) => `${chip.lastChild.textContent} ${chip.title}\n    ${chip.href}`,
  );
  const text = [said.textContent.replaceAll("\u00a0", " "), ...sources].join("\n\n");
  button.textContent = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "This browser does not allow copying",
  );
  setTimeout(() => (button.textContent = "Copy with sources"), 2500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#chat .copy");
  if (button) copy(button);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cameFrom?.isConnected || !event.target.closest?.("#sources")) return;
  cameFrom.focus();
  unlight();
});

// Gradio labels each message with its source text, which here is HTML; a screen reader is to hear the message itself.
function name(element, label) {
  if (element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
}

function relabel(chat) {
  for (const message of chat.querySelectorAll('[data-testid="user"], [data-testid="bot"]')) {
    const label = message.dataset.testid === "user" ? "Question" : "Answer";
    name(message, label);
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
let last = "";
let state = "";
function follow(chat) {
  const question = [...chat.querySelectorAll(".question")].at(-1);
  const asked = question?.id ?? "";
  const now = asked + (chat.querySelector(".pending") ? " asked" : " answered");
  if (asked && asked !== last) empty(document.querySelector("#question textarea"));
  if (asked && now !== state) {
    question.closest(".message-row").scrollIntoView({ block: "start" });
    document.getElementById("sources").scrollTop = 0;
  }
  [last, state] = [asked, now];
}

new MutationObserver(() => {
  const chat = document.getElementById("chat");
  if (!chat) return;
  relabel(chat);
  follow(chat);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });
