// The page's only script. Every page works without it. It leaves in a hurry, covers what is out of sight,
// and tells the core when a page of Mine is out of sight, so that Mine locks.
//
// Rules: no text is built from data; nothing is stored; nothing but this page's own origin is asked,
// except the one step Exit makes.
"use strict";
(() => {
  const body = document.body, root = document.documentElement;
  const within = 5000; // ms between two presses or taps, as in the GOV.UK pattern
  const corner = 64;   // px: three taps in the lower right corner, above the tab bar, leave too

  // cover hides everything in this frame; text fields included.
  const cover = () => root.setAttribute("hidden", "");
  const uncover = () => root.removeAttribute("hidden");

  // leave: first nothing can be seen, then the core forgets, then another page stands here.
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    cover();
    location.replace(navigator.onLine ? "/leave" : "/leave/0");
  };
  document.addEventListener("click", (e) => {
    const a = e.target instanceof Element && e.target.closest("[data-exit]");
    if (a) { e.preventDefault(); leave(); }
  }, true);

  // Three Shifts, each within five seconds; any other key starts again; Shift held for another key does not count.
  let count = 0, last = 0, alone = false;
  const lights = document.querySelector(".lights"), spoken = document.querySelector(".lights + .spoken");
  const show = () => {
    if (!lights) return;
    lights.hidden = count === 0;
    [...lights.children].forEach((l, i) => l.classList.toggle("on", i < count));
    spoken.textContent = count ? spoken.dataset["said" + count] : "";
  };
  const step = () => {
    const now = Date.now();
    count = now - last > within ? 1 : count + 1;
    last = now;
    show();
    if (count === 3) leave();
  };
  const reset = () => { count = 0; show(); };
  addEventListener("keydown", (e) => { if (e.repeat) return; alone = e.key === "Shift"; if (!alone) reset(); }, true);
  addEventListener("keyup", (e) => { if (e.key === "Shift" && alone) step(); alone = false; }, true);

  let taps = 0, tapped = 0;
  addEventListener("pointerdown", (e) => {
    const bar = document.querySelector(".tabs");
    const floor = innerHeight - (bar ? bar.offsetHeight : 0);
    const here = e.clientX > innerWidth - corner && e.clientY < floor && e.clientY > floor - corner;
    taps = here ? (Date.now() - tapped > within ? 1 : taps + 1) : 0;
    tapped = Date.now();
    if (taps === 3) leave();
  }, true);

  // Out of sight: cover. A page left by a link is not out of sight: pagehide comes before its visibilitychange.
  const beacon = (path, form) => navigator.sendBeacon(path, form);
  let going = false, typed = !!document.querySelector(".problem"); // words that were refused are still to be kept
  addEventListener("input", () => { typed = true; }, true);
  // A hurried hand presses twice: the same form does not go off again within a second.
  const sent = new WeakMap();
  addEventListener("submit", (e) => {
    const now = Date.now();
    if (now - sent.get(e.target) < 1000) { e.preventDefault(); return; }
    sent.set(e.target, now);
    typed = false;
  }, true);
  addEventListener("pagehide", () => { going = true; cover(); });
  addEventListener("pageshow", (e) => {
    if (e.persisted) { location.reload(); return; } // what the browser kept of this page is not shown again
    going = false; uncover();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      if (going || left) return;
      cover();
      if (body.dataset.half) beacon("/x");
    } else if (!left) {
      if (body.dataset.half === "mine" && !typed) { location.reload(); return; } // typed words stay in their field
      uncover();
    }
  });

  if (document.visibilityState === "hidden") { // opened out of sight
    cover();
    if (body.dataset.half) beacon("/x");
  }

  // Left for Help or another page here with words in a field: the core holds them in memory until one comes back.
  document.addEventListener("click", (e) => {
    const a = e.target instanceof Element && e.target.closest("a[href]:not([data-exit])");
    const field = document.querySelector("form textarea");
    if (!a || !typed || !field) return;
    const form = new URLSearchParams();
    for (const [name, value] of new FormData(field.form)) form.append(name, value);
    form.append("at", location.pathname);
    beacon("/y", form);
  });

  // A passphrase can be looked at while it is typed.
  for (const b of document.querySelectorAll("[data-show]")) {
    const field = document.getElementById(b.dataset.show);
    b.hidden = false;
    b.addEventListener("click", () => { field.type = field.type === "password" ? "text" : "password"; });
  }

  // The address never changes its title, so the heading says where one is.
  const problem = document.querySelector(".problem");
  const heading = problem || document.querySelector("h1");
  if (heading && !document.querySelector("[autofocus]")) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
})();
