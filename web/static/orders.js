// What can be asked for besides a new question: the same once more, in other words, or of other articles.

import { refusal } from "./refusal.js";
import { again, ask, settled } from "./sending.js";

const KINDS = ["after", "before", "source", "author"];
export let replaces = null; // the number of the exchange that the next question takes the place of
export let filters; // that it keeps, where a person chose them
let given = null; // what has been sent to take it
let draft = ""; // what stood in the box before a question was edited there

export function put(box, text) {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// A question that was stopped or failed has a notice in the place of its answer; the question is the last one above.
function exchangeOf(element) {
  const above = [...document.querySelectorAll("#chat .question")].filter(
    (question) => question.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const question = above.at(-1);
  return { answer: element.closest(".answer, .notice"), number: Number(question.id.slice(1)), question: question.textContent };
}

function order(question, number, filters) {
  const said = JSON.stringify({ question, replaces: number, filters });
  ask(said, () => {
    put(document.querySelector("#order textarea, #order input"), said);
    setTimeout(() => document.getElementById("send").click(), 30); // Gradio takes a value over on its next turn
    return true;
  });
  again();
}

// A new question goes to Gradio by itself; it is sent again where that did not take it, unless it was thought better of.
function typed(box) {
  const question = box.value;
  if (!question.trim()) return;
  ask(question, () => {
    if (box.value === question) document.querySelector("#question .submit-button").click();
    return box.value === question;
  });
}

function kindOf(chip) {
  return KINDS.find((kind) => chip.classList.contains(kind));
}

// What a person chose; what was read from the question is read anew.
function chosen(answer) {
  return answer?.classList.contains("given") ? filtersOf(answer) : undefined;
}

function filtersOf(answer) {
  const chips = [...answer.querySelectorAll(".filter .change")];
  return Object.fromEntries(chips.map((chip) => [kindOf(chip), chip.querySelector(".value").textContent]));
}

export function edit(text, number, kept) {
  const box = document.querySelector("#question textarea");
  if (number !== null && replaces === null) draft = box.value;
  replacing(number, kept);
  put(box, text);
  box.focus();
}

function unedited(box) {
  put(box, draft);
  replacing(null);
}

function replacing(number, kept) {
  [replaces, filters, given] = [number, kept, null];
  document.body.classList.toggle("editing", number !== null);
}

function field(kind, value) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.append({ after: "From", before: "Until", source: "Source", author: "Author" }[kind], input);
  [input.name, input.type, input.value] = [kind, kind === "after" || kind === "before" ? "date" : "text", value ?? ""];
  return label;
}

function button(text, name) {
  const made = document.createElement("button");
  [made.textContent, made.className, made.type] = [text, name, name ? "submit" : "button"];
  return made;
}

function narrow({ answer, number, question }) {
  const open = answer.querySelector(".narrowing");
  for (const other of document.querySelectorAll("#chat .narrowing")) other.remove();
  if (open) return;
  const form = document.createElement("form");
  const searched = filtersOf(answer);
  form.className = "narrowing";
  const cancel = button("Cancel", "");
  form.append(...KINDS.map((kind) => field(kind, searched[kind])), button("Ask again", "primary"), cancel);
  const leave = () => {
    form.remove();
    answer.querySelector(".act.narrow")?.focus();
  };
  cancel.addEventListener("click", leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    order(question, number, Object.fromEntries(new FormData(form)));
    form.remove();
  });
  (answer.querySelector(".understood") ?? answer.querySelector(".said")).after(form);
  form.querySelector("input").focus();
  form.scrollIntoView({ block: "center" });
}

// Browsers have no clipboard for pages that came over plain http from another machine.
function copyOverHttp(text) {
  const box = document.createElement("textarea");
  [box.className, box.value] = ["unseen", text];
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  return copied;
}

async function copy(act) {
  const answer = act.closest(".answer");
  const said = answer.querySelector(".said").cloneNode(true);
  for (const unseen of said.querySelectorAll(".unseen")) unseen.remove();
  const sources = [...answer.querySelectorAll(".chip")].map(
    (chip) => `${chip.firstChild.textContent} ${chip.title}\n    ${chip.href}`,
  );
  const text = [said.textContent.replaceAll("\u00a0", " "), ...sources].join("\n\n");
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  act.textContent = (copied ?? copyOverHttp(text)) ? "Copied" : "This browser does not allow copying";
  setTimeout(() => (act.textContent = "Copy with sources"), 2500);
}

const ACTS = {
  copy: (act) => copy(act),
  stop() {
    settled();
    document.getElementById("stop").click();
  },
  retry(act) {
    const { answer, number, question } = exchangeOf(act);
    order(question, number, chosen(answer));
  },
  edit(act) {
    const { answer, number, question } = exchangeOf(act);
    edit(question, number, chosen(answer));
  },
  reading(act) {
    const { answer, number } = exchangeOf(act);
    edit(act.querySelector("q").textContent, number, chosen(answer));
  },
  narrow: (act) => narrow(exchangeOf(act)),
  change: (act) => narrow(exchangeOf(act)),
  drop(act) {
    const { answer, number, question } = exchangeOf(act);
    const searched = filtersOf(answer);
    delete searched[kindOf(act)];
    order(question, number, searched);
  },
  further: (act) => order(act.textContent, null, undefined),
};

document.addEventListener("click", (event) => {
  const act = event.target.closest?.("#chat button");
  for (const name of act?.classList ?? []) ACTS[name]?.(act);
});

// A question that takes the place of another is sent as an order; the box itself only ever asks something new.
function takeOver(event) {
  const box = document.querySelector("#question textarea");
  // The key that ends the composition of a word, as of Japanese, is the input method's; keyCode tells it in Safari.
  if (event.target === box && (event.isComposing || event.keyCode === 229)) return event.stopImmediatePropagation();
  if (!box) return;
  const pressed = event.type === "keydown" && event.target === box && event.key === "Enter" && !event.shiftKey;
  if (event.type === "keydown" && event.target === box && event.key === "Escape" && replaces !== null) unedited(box);
  if (!pressed && !(event.type === "click" && event.target.closest?.("#question .submit-button"))) return;
  if (replaces === null) return typed(box);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (given === box.value && !refusal()) return; // on its way already
  given = box.value;
  order(given, replaces, filters);
}

// It leaves the box once it stands in the place of the other, or at the end where that is shown no longer; one that is
// refused stays in it.
export function takenOver() {
  if (given === null) return;
  const taken = document.getElementById(`q${replaces}`) ?? [...document.querySelectorAll("#chat .question")].at(-1);
  if (taken?.textContent.trim() !== given.trim()) return;
  const box = document.querySelector("#question textarea");
  if (box.value === given) put(box, draft);
  replacing(null);
}
document.addEventListener("keydown", takeOver, true);
document.addEventListener("click", takeOver, true);
