// Copies the text of the element that a button names in data-copy="#id".
// The element after the button is a live region and holds what it says afterwards: data-copied,
// or data-selected where the browser only lets the reader copy by hand.
"use strict";
(() => {
  const select = (source) => {
    if (source.select) source.select(); // a field
    else getSelection().selectAllChildren(source);
  };

  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      return "copied";
    } catch {
      // There is no clipboard over plain http, or the browser says no.
      select(source);
      return document.execCommand("copy") ? "copied" : "selected";
    }
  };

  for (const button of document.querySelectorAll("button[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    const said = button.nextElementSibling;
    let timer;
    const tell = (state) => {
      button.dataset.state = state;
      said.textContent = said.dataset[state] ?? "";
    };
    button.addEventListener("click", async () => {
      clearTimeout(timer);
      tell(""); // what a live region says twice in a row is heard once
      const state = await copy(source);
      timer = setTimeout(() => {
        tell(state);
        if (state === "copied") timer = setTimeout(tell, 4000, "");
      }, 50);
    });
    button.hidden = false;
  }
})();
