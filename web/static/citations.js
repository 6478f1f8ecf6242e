// Leads from a citation to the article beside it, at the sentence, and back.

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
const behavior = () => (quiet.matches ? "auto" : "smooth");
const UNREACHED = "The article cannot be fetched: the server does not answer.";
let cameFrom = null;
let opening = 0; // counts what has been asked for, of which only the last is shown

function unlight() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
}

function reveal(target, link) {
  closeArticle();
  const section = target.closest(".sources");
  for (const shown of document.querySelectorAll(".sources.shown")) shown.classList.remove("shown");
  section.classList.add("shown");
  unlight();
  const card = target.closest(".card") ?? section;
  for (const part of [link, target, card]) part.classList.add("lit");
  card.scrollIntoView({ block: card === section ? "start" : "nearest", behavior: behavior() });
  card.focus({ preventScroll: true });
  cameFrom = link;
  return card;
}

// The article's own page, fetched and shown in the panel. The server has escaped it; it holds no script.
async function openArticle(href) {
  const mine = ++opening;
  const text = await fetch(href).then((found) => found.text()).catch(() => "");
  if (mine !== opening) return; // something else has been asked for meanwhile
  const page = new DOMParser().parseFromString(text, "text/html");
  const said = Object.assign(document.createElement("p"), { textContent: page.body.textContent || UNREACHED });
  const article = page.querySelector("article") ?? said;
  if (!document.getElementById("beside") && !history.state?.beside) history.pushState({ beside: true }, ""); // "back" leads here
  closeArticle();
  const beside = document.createElement("section");
  beside.id = "beside";
  beside.tabIndex = -1;
  beside.setAttribute("aria-label", "Article");
  const tools = document.createElement("p");
  tools.className = "tools";
  const back = document.createElement("button");
  [back.type, back.className, back.textContent] = ["button", "back", "← Sources"];
  back.addEventListener("click", () => leave());
  const alone = document.createElement("a");
  [alone.href, alone.target, alone.rel, alone.textContent] = [href, "_blank", "noopener", "Open on its own"];
  alone.className = "open";
  tools.append(back, alone);
  beside.append(tools, article);
  document.getElementById("sources").append(beside);
  document.body.classList.add("reading-article");
  beside.focus({ preventScroll: true });
  (beside.querySelector("#cited, #passage") ?? article).scrollIntoView({ block: "center" });
}

export function closeArticle() {
  opening++;
  document.getElementById("beside")?.remove();
  document.body.classList.remove("reading-article");
}

function leave() {
  left();
  if (history.state?.beside) history.back();
}

function left() {
  closeArticle();
  document.querySelector("#sources .card.lit")?.scrollIntoView({ block: "nearest" });
  if (cameFrom?.isConnected) cameFrom.focus();
  unlight();
}

function plain(event) {
  return !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#chat a.chip, #chat a.show, #sources .card a.open");
  if (!link || !plain(event)) return;
  const target = link.matches(".open")
    ? link.closest(".card")
    : document.getElementById(link.matches(".chip") ? link.id.replace("a", "c") : link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target, link);
  if (!link.matches(".show")) openArticle(link.href);
});

// A card opens with a click on it as well; not one that ends the selection of a text.
document.addEventListener("click", (event) => {
  const card = event.target.closest?.("#sources .card");
  if (!card || event.target.closest("a") || String(getSelection())) return;
  const opened = !card.classList.contains("lit");
  unlight();
  card.classList.toggle("lit", opened);
});

addEventListener("popstate", () => {
  if (document.getElementById("beside")) left();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.("#sources")) leave();
});
