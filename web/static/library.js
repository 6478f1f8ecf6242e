// Adding files: each is sent by itself, then the index is brought in step once, and its progress is shown.
import { select, selected } from "./selecting.js";
import "./session.js";

const adding = document.getElementById("adding");
const picker = document.getElementById("files");
const list = document.getElementById("uploads");
const work = document.getElementById("work");
const AT_ONCE = 3;
const mine = new Set(); // the runs of the index that take what was added here
let adds = 0; // how many times over files are still being added
const RENEWED = ["#state", "#problems", "#listed", "#trash"];
const UNDONE = "This has not been done: the server does not answer.";
let asker = null; // the button after which the page asks whether that is meant

function line(file) {
  const made = document.createElement("li");
  const [name, state] = [document.createElement("strong"), document.createElement("span")];
  name.textContent = file.name;
  made.append(name, " ", state);
  list.append(made);
  return { made, say: (text) => (state.textContent = text), button: (made_) => made.append(" ", made_) };
}

function button(text, act) {
  const made = document.createElement("button");
  [made.type, made.className, made.textContent] = ["button", "quiet", text];
  made.addEventListener("click", act);
  return made;
}

const megabytes = (bytes) => `${Math.ceil(bytes / 100_000) / 10} MB`;

// What is too long is not sent: a browser does not read an answer that comes while it still sends.
function send(file, row, replace = false) {
  const most = Number(adding.dataset.mostBytes);
  if (file.size > most) {
    row.say(`has ${megabytes(file.size)}, and at most ${megabytes(most)} are read`);
    return false;
  }
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const stop = button("Cancel", () => request.abort());
    row.button(stop);
    request.upload.onprogress = (event) => row.say(`${Math.round((100 * event.loaded) / (event.total || 1))} %`);
    request.onloadend = () => {
      stop.remove();
      const answer = request.response ?? {};
      if (request.status === 401) location.reload(); // as web/static/session.js does
      if (request.status === 200) {
        row.say("arrived");
        mine.add(answer.run);
      } else row.say(request.status ? (answer.problem ?? "was refused") : "was not sent");
      if (answer.taken) {
        const again = button("Replace it", async () => {
          again.remove();
          if (await send(file, row, true)) index();
        });
        row.button(again);
      }
      done(request.status === 200);
    };
    request.open("PUT", `/library/upload?name=${encodeURIComponent(file.name)}${replace ? "&replace=true" : ""}`);
    request.responseType = "json";
    request.send(file);
  });
}

async function add(files) {
  if (!adds) {
    list.replaceChildren();
    mine.clear();
  }
  adds++;
  const waiting = files.map((file) => ({ file, row: line(file) }));
  let arrived = 0;
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) arrived += await send(next.file, next.row);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  if (arrived) await index();
  adds--;
}

async function index() {
  await fetch("/library/sync", { method: "POST" }).catch(() => null); // where it does not answer, watching says so
  await watch();
}

async function watch() {
  for (;;) {
    const asked = new URLSearchParams([...mine].map((run) => ["run", run]));
    const answer = await fetch(`/library/work?${asked}`).then((found) => found.json()).catch(() => null);
    if (!answer) work.textContent = "The server does not answer; it is asked again.";
    else if (work.innerHTML !== answer.html) work.innerHTML = answer.html; // escaped by the server
    if (answer && !answer.running) return renew();
    await new Promise((done) => setTimeout(done, 400));
  }
}

async function renew() {
  const text = await fetch(location.href).then((found) => found.text(), () => "");
  show(parsed(text), RENEWED);
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Whether it was this page; what is not replaced stays where it is on the screen, and what is selected stays selected.
function show(fresh, parts) {
  const kept = selected();
  const isThis = Boolean(fresh.getElementById("listed")); // before its parts are moved out of it
  for (const part of parts) {
    const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
    if (old && now) old.replaceWith(now);
  }
  select(kept);
  return isThis;
}

// Sent from here, a form leaves everything in its place; without this script it leads to the same part of the table.
async function change(form, pressed, doing) {
  if (!adds) mine.clear();
  const name = pressed.textContent;
  const buttons = () => [...document.querySelectorAll(`#${part} button:enabled`)];
  const part = form.closest("#said, #listed, #trash").id;
  const at = buttons().indexOf(pressed);
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)) };
  work.textContent = doing;
  [pressed.disabled, pressed.textContent] = [true, doing]; // a second click would find nothing left to change
  const fresh = parsed(await fetch(form.action, sent).then((found) => found.text(), () => ""));
  const asked = fresh.getElementById("sure");
  const done = show(fresh, asked ? ["#said"] : ["#said", ...RENEWED]);
  [pressed.disabled, pressed.textContent] = [false, name];
  work.textContent = done ? "" : UNDONE;
  if (asked) {
    asker = pressed;
    document.getElementById("sure").focus();
    return;
  }
  const left = buttons();
  const next = left[Math.min(at, left.length - 1)] ?? document.getElementById("main");
  if (document.activeElement === document.body) next.focus({ preventScroll: true });
  resume();
}

function cancel() {
  document.getElementById("said").replaceChildren();
  if (asker?.isConnected) asker.focus();
}

async function resume() {
  const now = await fetch("/library/work").then((found) => found.json(), () => null);
  if (now?.running) await watch();
}

// Files are dropped anywhere: beside the field the browser would leave the page for them.
function dragged(event) {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  if (!adding) event.dataTransfer.dropEffect = "none";
  adding?.classList.toggle("over", event.type === "dragover");
  if (adding && event.type === "drop") add([...event.dataTransfer.files]);
}

for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, dragged);

if (adding) {
  picker.addEventListener("change", () => {
    add([...picker.files]);
    picker.value = ""; // or the same file could not be chosen again once it has been mended
  });
  work.addEventListener("click", (event) => {
    if (event.target.id === "cancel") fetch("/library/cancel", { method: "POST" }).catch(() => null);
  });
  document.addEventListener("submit", (event) => {
    const doing = event.submitter?.dataset.doing;
    if (!doing) return;
    event.preventDefault();
    change(event.target, event.submitter, doing);
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "renew") index();
    if (!event.target.closest?.("#sure .cancel")) return;
    event.preventDefault();
    cancel();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("#sure")) cancel();
  });
  resume();
}
