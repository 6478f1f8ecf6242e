// A question on its way to the server. Gradio takes none while it still winds up the one before, and drops it without a
// word: what was sent is sent again until a request has carried it off.

const AGAIN = 250; // ms
let [waiting, timer] = [null, 0]; // the question that no request has carried off yet; what sends it again

const { fetch } = window;
window.fetch = (address, options) => {
  const join = waiting !== null && String(address).includes("/queue/join");
  if (join && JSON.parse(options.body).data[0] === waiting) carried();
  return fetch(address, options);
};

function carried() {
  clearInterval(timer);
  waiting = null;
}

export function notWaiting() {
  carried();
  document.body.classList.remove("asking");
}

// What has not been carried off cannot have been refused.
export function refused() {
  if (waiting === null) notWaiting();
}

function again(box) {
  if (box.value !== waiting) notWaiting(); // thought better of
  else document.querySelector("#question .submit-button").click();
}

// Until the server takes the question, nothing else on the page would tell that it is on its way.
function sent(event) {
  const box = event.target.closest?.("#question")?.querySelector("textarea");
  const enter = event.key === "Enter" && !event.shiftKey;
  if (!box?.value.trim() || !(event.type === "keydown" ? enter : event.target.closest?.("button"))) return;
  document.body.classList.add("asking");
  clearInterval(timer);
  waiting = box.value;
  timer = setInterval(again, AGAIN, box);
}
document.addEventListener("keydown", sent, true);
document.addEventListener("click", sent, true);
