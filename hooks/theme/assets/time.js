// A page outlives its build: what ends after it ends in the reader's browser too. An element with
// data-expires or data-next-update appears (if it is built hidden) or disappears at that moment.
"use strict";
(() => {
  const LONGEST = 2 ** 31 - 1; // milliseconds that a timer can wait
  const momentOf = ({ dataset }) => Date.parse(dataset.expires ?? dataset.nextUpdate);

  const turn = (element) => {
    element.hidden = !element.hidden;
    if (element.dataset.expires) element.closest(".tk-card")?.classList.remove("tk-card--urgent");
    delete element.dataset.expires;
    delete element.dataset.nextUpdate;
  };

  // What is in force: the look of the whole, and a word about it when nothing is left.
  const settle = (section) => {
    const left = [...section.querySelectorAll(".tk-card, .tk-elsewhere")].filter((each) => !each.hidden);
    const cards = left.filter((each) => each.matches(".tk-card"));
    if (!cards.length) section.classList.remove("tk-now--active");
    if (!cards.some((each) => each.matches(".tk-card--urgent"))) section.classList.remove("tk-now--urgent");
    // An empty list would leave its margins behind.
    for (const list of section.querySelectorAll(".tk-cards")) list.hidden = !cards.length;
    const nothing = section.querySelector("[data-nothing]");
    if (nothing) nothing.hidden = left.length > 0;
  };

  let timer;
  const look = () => {
    clearTimeout(timer);
    const waiting = [...document.querySelectorAll("[data-expires], [data-next-update]")];
    const over = waiting.filter((element) => momentOf(element) <= Date.now());
    over.forEach(turn);
    if (over.length) document.querySelectorAll("[data-in-force]").forEach(settle);
    const next = Math.min(...waiting.filter((each) => !over.includes(each)).map(momentOf));
    if (Number.isFinite(next)) timer = setTimeout(look, Math.min(next - Date.now(), LONGEST));
  };

  look();
  // Timers stand still while a page sleeps.
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
})();
