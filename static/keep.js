// Keeps what is typed when the line or the session is lost: says so beside the field and sends it again by itself.
(function () {
  "use strict";
  const waiting = new Map(); // field -> its form

  function tell(field, text, address, link) {
    const place = document.getElementById("kept-" + field.name);
    if (!place) return;
    const line = document.createElement("p");
    line.className = "status warn";
    line.textContent = text + " ";
    if (address) {
      const way = document.createElement("a");
      way.href = address;
      way.target = "_blank";
      way.rel = "opener";
      way.textContent = link;
      line.append(way);
    }
    place.replaceChildren(line);
  }

  function lost(event, signedOut) {
    const field = event.detail.elt;
    const form = field && field.closest && field.closest("form.fieldwise");
    if (!form) return;
    waiting.set(field, form);
    if (signedOut) tell(field, form.dataset.signedOut, form.dataset.signInAt, form.dataset.signIn);
    else tell(field, form.dataset.waiting);
  }

  function again() {
    const fields = [...waiting.keys()];
    waiting.clear();
    fields.filter((field) => field.isConnected).forEach((field) => htmx.trigger(field, "change"));
  }

  document.addEventListener("htmx:sendError", (event) => lost(event, false));
  document.addEventListener("htmx:timeout", (event) => lost(event, false));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    lost(event, status === 401 || status === 403);
  });
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  setInterval(() => navigator.onLine && waiting.size && again(), 15000);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
  document.addEventListener("submit", () => waiting.clear());
})();
