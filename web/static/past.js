// The visitor's conversations beside the chat, the address of the one that is shown, and the files that it can be saved as.

export async function showPast() {
  const here = document.querySelector("#conversation textarea, #conversation input")?.value ?? "";
  // At once: Gradio loads the page again when the server has been away, perhaps before the first answer is there.
  if (here) history.replaceState(null, "", `/?c=${here}`);
  if (here && document.querySelector("#chat .answer")) {
    document.querySelector("#save .markdown").href = `/history/${here}/export.md`;
    document.querySelector("#save .json").href = `/history/${here}/export.json`;
    document.getElementById("save").hidden = false;
  }
  const found = await fetch("/history/recent").catch(() => null);
  if (!found?.ok) return;
  const past = document.getElementById("past");
  past.innerHTML = await found.text(); // escaped by the server
  past.querySelector(`a[href$="?c=${CSS.escape(here)}"]`)?.classList.add("here");
}
