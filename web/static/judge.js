// "This is wrong": the articles do not answer, or the right passage is the one that is selected in the article beside.
const THANKS = "Thank you: it is kept as a question for the evaluation.";
let judging = null; // the answer that is being corrected

function button(text, act) {
  const made = document.createElement("button");
  [made.type, made.className, made.textContent] = ["button", "", text];
  made.addEventListener("click", act);
  return made;
}

async function send(fields) {
  const { answer, form } = judging;
  judging = null;
  const link = answer.querySelector(".link").href;
  const to = `/judge/${link.split("/").at(-1)}`;
  const found = await fetch(to, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  const told = found?.ok ? { problem: THANKS } : await found?.json().catch(() => null);
  form.replaceChildren(told?.problem ?? "This has not been kept: the server does not answer.");
}

function open(answer) {
  judging?.form.remove();
  const form = document.createElement("div");
  form.className = "narrowing";
  form.setAttribute("role", "group");
  form.setAttribute("aria-label", "What is wrong");
  const hint = document.createElement("p");
  hint.textContent = "Is the right passage elsewhere? Open its article from the sources and select the sentence there.";
  const cancel = button("Cancel", () => {
    form.remove();
    judging = null;
  });
  form.append(hint, button("The articles do not answer this", () => send({})), cancel);
  answer.querySelector(".acts").after(form);
  judging = { answer, form };
  form.querySelector("button").focus();
}

// The place of one end of a selection in the article's text, in code points: each paragraph is named by where it begins.
function placeOf(node, offset) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[id^=from-]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  before.setEnd(node, offset);
  return Number(paragraph.id.slice(5)) + [...before.toString()].length;
}

document.addEventListener("selectionchange", () => {
  document.getElementById("this-answers")?.remove();
  const beside = document.getElementById("beside");
  const selection = getSelection();
  if (!judging || !beside || selection.isCollapsed || !beside.querySelector(".text")?.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const [start, end] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  if (start === null || end === null) return;
  const shown = new URL(beside.querySelector(".open").href);
  const article = decodeURIComponent(shown.pathname.slice("/article/".length));
  const version = shown.searchParams.get("v") ?? "";
  const made = button("The right passage is here", () => send({ article, version, start, end }));
  made.id = "this-answers";
  made.addEventListener("mousedown", (event) => event.preventDefault()); // or the selection would be gone
  beside.querySelector(".tools").append(made);
});

document.addEventListener("click", (event) => {
  const act = event.target.closest?.("#chat .act.wrong");
  if (act) open(act.closest(".answer"));
});
